export const secrets = {
  unavailable:
    'There is no keychain on this computer right now. What you enter is kept for this session only: it is gone when Hubkeeper quits, and nothing of it is written to disk.',
  locked: 'The keychain of this computer is locked. Unlock it before you save: a secret is kept nowhere else.',
}
