import type { ReactNode } from 'react'
import type { FieldFault } from '#shared/errors'
import type { Restriction } from '#shared/wire/administration-plane'

/** The editor of a restriction, which the keys feature has. */
export type RestrictionEditor = (props: {
  restriction: Restriction
  faults: readonly FieldFault[]
  onChange: (restriction: Restriction, badCount: number) => void
}) => ReactNode
