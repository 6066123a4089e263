import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDraft, SourceTest } from '#shared/contract/applications'
import { useFormat } from '../../i18n/use-format'
import { Checklist } from '../../ui/form/Checklist'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { TextArea } from '../../ui/form/TextArea'
import { namesIn } from './create-draft'

type Props = { draft: ApplicationDraft; tested: SourceTest | null; onChange: (patch: Partial<ApplicationDraft>) => void }

/** The resources that the application owns: from what its source lists, or typed by hand. */
export function ResourcesStep({ draft, tested, onChange }: Props) {
  const { t } = useTranslation('createApp')
  const format = useFormat()
  const { resourcesFrom, ownedResources } = draft
  const [typed, setTyped] = useState(() => ownedResources.join('\n'))
  const listed = tested?.resources.map(({ name }) => name) ?? []
  const choices = [
    ...(listed.length > 0
      ? [
          {
            value: 'source' as const,
            label: t('resources.source'),
            explanation: t('resources.sourceMeans', { count: listed.length, shown: format.number(listed.length) }),
            details: (
              <Checklist
                label={t('resources.owned')}
                searchLabel={t('resources.search')}
                allLabel={t('resources.all')}
                counted={t('resources.chosen', { count: ownedResources.length, shown: format.number(ownedResources.length) })}
                items={listed}
                chosen={new Set(ownedResources)}
                onChange={(chosen) => onChange({ ownedResources: [...chosen] })}
              />
            ),
          },
        ]
      : []),
    {
      value: 'by-hand' as const,
      label: t('resources.byHand'),
      explanation: t('resources.byHandMeans'),
      details: (
        <TextArea
          label={t('resources.names')}
          rows={8}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            onChange({ ownedResources: namesIn(target.value) })
          }}
        />
      ),
    },
    { value: 'none' as const, label: t('resources.none'), explanation: t('resources.noneMeans') },
  ]
  const value = resourcesFrom === 'source' && listed.length === 0 ? 'by-hand' : resourcesFrom
  return (
    <RadioChoices
      legend={t('resources.legend')}
      value={value}
      onChange={(next) => {
        if (next === 'by-hand') setTyped(ownedResources.join('\n'))
        onChange({ resourcesFrom: next, ...(next === 'none' ? { ownedResources: [] } : {}) })
      }}
      choices={choices}
    />
  )
}
