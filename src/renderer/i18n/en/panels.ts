/** What sheets and panels say, whatever is in them. */
export const panels = {
  technicalFacts: 'Technical facts',
  copyFacts: 'Copy as text',
  discardTitle: 'Discard what you typed?',
  discardText: 'What you entered here was not sent. It is lost when you close this.',
  discardKeep: 'Keep editing',
  discard: 'Discard',
}
