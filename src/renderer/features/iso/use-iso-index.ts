import { useEffect, useMemo, useState } from 'react'
import type { IsoListState } from '#shared/contract/iso'
import { indexIso, type IsoIndex, type IsoReference } from '#shared/rules/iso-matching'
import { loadReference } from './iso-reference'

/** The lists, ready to be searched and matched. Until the reference is there, by what the source says alone. */
export function useIsoIndex(lists: readonly IsoListState[]): IsoIndex {
  const [reference, setReference] = useState<IsoReference | null>(null)
  useEffect(() => {
    let isShown = true
    loadReference().then(
      (loaded) => {
        if (isShown) setReference(loaded)
      },
      // Without it there are fewer recommendations; everything else works.
      () => undefined,
    )
    return () => {
      isShown = false
    }
  }, [])
  return useMemo(() => indexIso(lists, reference), [lists, reference])
}
