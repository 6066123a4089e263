import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ApplicationId } from '#shared/contract/applications'
import type { NewSetting, UpgradeRow } from '#shared/contract/upgrades'
import { useAdministrationBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { ShortDate } from '../../ui/Age'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { tell } from '../../ui/toasts'
import styles from './Upgrades.module.css'
import { useUpgrades } from './upgrades.store'

/** Where the places are that an upgrade speaks of. */
export type Links = { application: (id: ApplicationId) => string; resource: (id: ApplicationId, resource: string) => string }

type Props = { row: UpgradeRow; links: Links; isAlone: boolean; onConfigure: () => void }

/** One application's upgrade: what changed, and after auto-configure the new settings one by one. */
export function UpgradeCard({ row, links, isAlone, onConfigure }: Props) {
  const { t } = useTranslation('upgrades')
  const { applicationId, applicationName, action, walk } = row
  const failure = useUpgrades((state) => state.failures[applicationId])
  return (
    <section className={styles.card} aria-label={applicationName}>
      {!isAlone && (
        <h2>
          <Link href={links.application(applicationId)}>{applicationName}</Link>
        </h2>
      )}
      {failure && <FailurePanel failure={failure} />}
      {action && <Pending row={row} action={action} onConfigure={onConfigure} />}
      {walk && !action && <Walk row={row} walk={walk} links={links} />}
      {walk && action && <p className="muted">{t('walkWaits')}</p>}
    </section>
  )
}

function Pending({ row, action, onConfigure }: { row: UpgradeRow; action: NonNullable<UpgradeRow['action']>; onConfigure: () => void }) {
  const { t } = useTranslation('upgrades')
  const typeName = useTypeName()
  const writeBlock = useAdministrationBlock()
  const confirmWrite = useConfirmWrite()
  const skip = useUpgrades((state) => state.skip)
  const busy = useUpgrades((state) => state.busy[row.applicationId])
  const skipAction = t('skip', { type: typeName })
  const onSkip = async () => {
    const confirmed = await confirmWrite(skipAction)
    if (confirmed && (await skip(row, confirmed))) tell({ title: t('skipped', { name: row.applicationName }) })
  }
  return (
    <>
      <p>
        {t('upgraded', { from: action.from, to: action.to })} <span className="muted">·</span> <ShortDate at={action.detectedOn} />
      </p>
      <Difference difference={action.resources} />
      <Names title={t('newSettings', { count: action.newSettings.length })} names={action.newSettings.map(({ title }) => title)} />
      <div className={styles.buttons}>
        <Button busy={busy === 'skip'} blockedBecause={writeBlock} tip={t('skipMeans')} onClick={() => void onSkip()}>
          {skipAction}
        </Button>
        <Button variant="primary" busy={busy === 'configure'} blockedBecause={writeBlock} onClick={onConfigure}>
          {t('configureOne')}
        </Button>
      </div>
    </>
  )
}

function Difference({ difference }: { difference: { added: string[]; removed: string[]; changed: string[] } }) {
  const { t } = useTranslation('upgrades')
  return (['added', 'removed', 'changed'] as const).map((kind) => (
    <Names key={kind} title={t(`resources.${kind}`, { count: difference[kind].length })} names={difference[kind]} />
  ))
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <details className={styles.names}>
      <summary>{title}</summary>
      <ul>
        {names.map((name, index) => (
          <li key={`${index} ${name}`}>{name}</li>
        ))}
      </ul>
    </details>
  )
}

function Walk({ row, walk, links }: { row: UpgradeRow; walk: NonNullable<UpgradeRow['walk']>; links: Links }) {
  const { t } = useTranslation('upgrades')
  const mark = useUpgrades((state) => state.mark)
  const complete = useUpgrades((state) => state.complete)
  const open = walk.settings.filter(({ state }) => state === 'open')
  const set = (setting: NewSetting, state: NewSetting['state']) => void mark(row, [{ family: setting.family, id: setting.id, state }])
  return (
    <>
      <p>
        {t('configuredTo', { to: walk.to })} <span className="muted">·</span> <ShortDate at={walk.configuredAt} />
      </p>
      <Difference difference={walk.difference} />
      {walk.settings.length === 0 ? (
        <p className="muted">{t('noNewSettings')}</p>
      ) : (
        <>
          <h3>{t('walk', { count: open.length })}</h3>
          <ul className={styles.walk}>
            {walk.settings.map((setting) => (
              <li key={`${setting.family} ${setting.id}`} className={styles.step}>
                <span className={styles.stepWords}>
                  {setting.resource === '' ? (
                    setting.title
                  ) : (
                    <Link href={links.resource(row.applicationId, setting.resource)}>{setting.title}</Link>
                  )}
                  {setting.resource !== '' && <span className="muted small">{setting.resource}</span>}
                </span>
                {setting.state === 'open' ? (
                  <>
                    <Button aria-label={t('skipSettingOf', { title: setting.title })} onClick={() => set(setting, 'skipped')}>
                      {t('skipSetting')}
                    </Button>
                    <Button aria-label={t('doneSettingOf', { title: setting.title })} onClick={() => set(setting, 'done')}>
                      {t('doneSetting')}
                    </Button>
                  </>
                ) : (
                  <>
                    <Badge tone={setting.state === 'done' ? 'good' : 'neutral'}>{t(`state.${setting.state}`)}</Badge>
                    <Button variant="quiet" aria-label={t('reopenOf', { title: setting.title })} onClick={() => set(setting, 'open')}>
                      {t('reopen')}
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          blockedBecause={open.length > 0 ? t('completeFirst', { count: open.length }) : null}
          onClick={() => {
            tell({ title: t('completed', { name: row.applicationName }) })
            void complete(row)
          }}
        >
          {t('complete')}
        </Button>
      </div>
    </>
  )
}
