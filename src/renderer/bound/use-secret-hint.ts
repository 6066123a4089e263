import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useShell } from '../app/shell.store'

/**
 * What becomes of a secret that is entered here, said before it is: `kept` where there is a keychain, other words where it
 * is locked or missing. The keychain is asked when the place to enter a secret is shown, and not before.
 */
export function useSecretHint(kept: string): string {
  const { t } = useTranslation('secrets')
  const askKeychain = useShell((state) => state.askKeychain)
  const keychain = useShell((state) => state.facts?.keychain)
  useEffect(() => {
    askKeychain()
  }, [askKeychain])
  return keychain === 'unavailable' || keychain === 'locked' ? t(keychain) : kept
}
