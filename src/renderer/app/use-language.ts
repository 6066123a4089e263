import { useLayoutEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Screen readers choose their voice by the language of the page. */
export function useLanguage(): void {
  const { i18n } = useTranslation()
  useLayoutEffect(() => {
    document.documentElement.lang = i18n.language
  }, [i18n.language])
}
