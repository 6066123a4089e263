import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createFormat, localeFor, type Format } from './format'

export function useFormat(): Format {
  const { i18n } = useTranslation()
  return useMemo(() => createFormat(localeFor(i18n.language, navigator.languages)), [i18n.language])
}

/** The time, moving on every half minute: enough for "3 minutes ago". */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
