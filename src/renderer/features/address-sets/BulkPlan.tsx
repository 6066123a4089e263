import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AddressSet, BehindKey } from '#shared/contract/address-sets'
import type { KeyId } from '#shared/contract/keys'
import { restrictionChange } from '#shared/rules/restriction-change'
import { useWriteBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { failureWords } from '../../failures/failure-words'
import { useFormat } from '../../i18n/use-format'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import styles from './AddressSets.module.css'
import { useAddressSets, type LineOutcome } from './address-sets.store'

type Props = { set: AddressSet; keyHref: (applicationId: string, keyId: string) => string; onClose: () => void }
const NONE: BehindKey[] = []

/** The keys behind a set: before → after, ticked, applied line by line, each with its outcome. */
export function BulkPlan({ set, keyHref, onClose }: Props) {
  const { t } = useTranslation('addressSets')
  const typeName = useTypeName()
  const writeBlock = useWriteBlock()
  const confirmWrite = useConfirmWrite()
  const apply = useAddressSets((state) => state.apply)
  const stop = useAddressSets((state) => state.stop)
  const reload = useAddressSets((state) => state.reload)
  const forgetOutcomes = useAddressSets((state) => state.forgetOutcomes)
  const isApplying = useAddressSets((state) => state.isApplying)
  const outcomes = useAddressSets((state) => state.outcomes)
  const behind = useAddressSets((state) => state.behind.value) ?? NONE
  // Lines stay to be seen with their outcome after they are no longer behind.
  const [applied, setApplied] = useState<readonly BehindKey[]>([])
  const [unticked, setUnticked] = useState<ReadonlySet<KeyId>>(new Set())
  const waiting = behind.filter(({ setId, keyId }) => setId === set.id && !applied.some((line) => line.keyId === keyId))
  const lines = [...applied, ...waiting]
  const ticked = waiting.filter(({ keyId }) => !unticked.has(keyId))
  const action = t('plan.apply', { count: ticked.length, type: typeName })
  useEffect(() => forgetOutcomes, [forgetOutcomes])

  const onApply = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    setApplied((before) => [...before, ...ticked])
    await apply(ticked, confirmed)
    reload()
  }
  const onAgain = () => {
    forgetOutcomes()
    setApplied([])
    reload()
  }
  const toggle = (keyId: KeyId) =>
    setUnticked((before) => {
      const next = new Set(before)
      if (!next.delete(keyId)) next.add(keyId)
      return next
    })

  return (
    <section className={styles.plan} aria-label={t('plan.title', { name: set.name })}>
      <div className={styles.head}>
        <h2>{t('plan.title', { name: set.name })}</h2>
        <IconButton label={t('plan.close')} icon={<X aria-hidden="true" />} onClick={onClose} />
      </div>
      {lines.length === 0 ? (
        <p className="muted">{t('plan.empty')}</p>
      ) : (
        <>
          <p className="muted">{t('plan.text')}</p>
          <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('plan.lines')}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('plan.key')}</th>
                  <th scope="col">{t('plan.change')}</th>
                  <th scope="col">{t('plan.outcome')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.keyId}>
                    <th scope="row">
                      <label className={styles.tick}>
                        <input
                          type="checkbox"
                          checked={!unticked.has(line.keyId)}
                          disabled={isApplying || outcomes[line.keyId] !== undefined}
                          aria-label={t('plan.tick', { hint: line.hint, application: line.applicationName })}
                          onChange={() => toggle(line.keyId)}
                        />
                      </label>
                      <Link href={keyHref(line.applicationId, line.keyId)}>
                        {line.label === '' ? '' : `${line.label} `}
                        <code>{line.hint}</code>
                      </Link>
                      <span className="muted"> · {line.applicationName}</span>
                    </th>
                    <td>
                      <Change line={line} />
                    </td>
                    <td>
                      <Outcome outcome={outcomes[line.keyId]} isApplied={applied.includes(line)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className={styles.foot}>
            <span role="status" className="muted">
              {applied.length > 0 &&
                t('plan.progress', {
                  count: applied.length,
                  done: applied.filter(({ keyId }) => outcomes[keyId]?.state === 'done').length,
                })}
            </span>
            {isApplying && <Button onClick={stop}>{t('plan.stop')}</Button>}
            {!isApplying && applied.length > 0 && <Button onClick={onAgain}>{t('plan.again')}</Button>}
            <Button
              variant="primary"
              busy={isApplying}
              blockedBecause={writeBlock ?? (ticked.length === 0 ? t('plan.tickFirst') : null)}
              onClick={() => void onApply()}
            >
              {action}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function Change({ line: { before, after } }: { line: BehindKey }) {
  const { t } = useTranslation('addressSets')
  const format = useFormat()
  const listed = (addresses: string[]) => ({ mode: 'restricted' as const, addresses })
  const { added, removed, addressesBefore, addressesAfter } = restrictionChange(listed(before), listed(after))
  const counted = (count: bigint | 'all') => (count === 'all' ? '' : format.count(count))
  return (
    <div className={styles.change}>
      {added.length > 0 && <p>{t('plan.added', { list: added.map(({ text }) => text).join(', ') })}</p>}
      {removed.length > 0 && <p>{t('plan.removed', { list: removed.map(({ text }) => text).join(', ') })}</p>}
      <p className="muted">{t('plan.total', { before: counted(addressesBefore), after: counted(addressesAfter) })}</p>
      {addressesAfter === 0n && <Badge tone="warn">{t('plan.denied')}</Badge>}
    </div>
  )
}

function Outcome({ outcome, isApplied }: { outcome: LineOutcome | undefined; isApplied: boolean }) {
  const { t } = useTranslation('addressSets')
  const { t: tf } = useTranslation('failures')
  if (!outcome) return <span className="muted">{t(isApplied ? 'plan.notSent' : 'plan.waiting')}</span>
  switch (outcome.state) {
    case 'applying':
      return <Badge>{t('plan.applying')}</Badge>
    case 'done':
      return <Badge tone="good">{t('plan.done')}</Badge>
    case 'moved':
      return (
        <Badge tone="warn" tip={t('plan.movedMeans')}>
          {t('plan.moved')}
        </Badge>
      )
    case 'refused': {
      const { what, todo } = failureWords(tf, outcome.failure)
      return (
        <>
          <Badge tone="bad">{t('plan.refused')}</Badge> {what} {todo}
        </>
      )
    }
  }
}
