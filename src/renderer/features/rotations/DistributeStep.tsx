import { Plus, X } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rotation, RotationPlace } from '#shared/contract/rotations'
import { ShortDate } from '../../ui/Age'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/form/TextField'
import { IconButton } from '../../ui/IconButton'
import { CopyNewButton, ValueWords } from './ProveStep'
import styles from './Rotations.module.css'
import { useRotations } from './rotations.store'

/** The where-used checklist: every place gets the new key and is ticked. It is kept with the key for the next time. */
export function DistributeStep({ rotation }: { rotation: Rotation }) {
  const { t } = useTranslation('rotations')
  const take = useRotations((state) => state.take)
  const inFlight = useRotations((state) => state.inFlight)
  const { places } = rotation
  const done = places.filter(({ doneAt }) => doneAt !== null).length
  const save = (next: RotationPlace[]) => void take('setPlaces', rotation, { places: next })
  const isAllDone = done === places.length

  return (
    <>
      <h2>{t('distribute.title')}</h2>
      <p>{t('distribute.text')}</p>
      <ValueWords rotation={rotation} />
      <div className={styles.buttons}>
        <CopyNewButton rotation={rotation} />
      </div>
      <p role="status">{places.length === 0 ? t('distribute.nowhere') : t('distribute.progress', { count: places.length, done })}</p>
      <ul className={styles.places}>
        {places.map((place) => (
          <li key={place.id}>
            <Place
              place={place}
              onChange={(changed) => save(places.map((each) => (each.id === changed.id ? changed : each)))}
              onRemove={() => save(places.filter(({ id }) => id !== place.id))}
            />
          </li>
        ))}
      </ul>
      <AddPlace onAdd={(place) => save([...places, place])} />
      <div className={styles.buttons}>
        <Button
          variant="primary"
          busy={inFlight === 'confirmDistributed'}
          blockedBecause={isAllDone ? null : t('distribute.tickFirst')}
          onClick={() => void take('confirmDistributed', rotation, {})}
        >
          {t(places.length === 0 ? 'distribute.reallyNowhere' : 'distribute.confirm')}
        </Button>
      </div>
    </>
  )
}

type PlaceProps = { place: RotationPlace; onChange: (place: RotationPlace) => void; onRemove: () => void }

function Place({ place, onChange, onRemove }: PlaceProps) {
  const { t } = useTranslation('rotations')
  const id = useId()
  return (
    <div className={styles.place}>
      <input
        id={id}
        type="checkbox"
        checked={place.doneAt !== null}
        onChange={(event) => onChange({ ...place, doneAt: event.target.checked ? new Date().toISOString() : null })}
      />
      <label htmlFor={id}>
        {place.place}
        {place.owner !== '' && <span className="muted"> · {place.owner}</span>}
        {place.note !== '' && <span className={styles.note}>{place.note}</span>}
      </label>
      <span className="muted">{place.doneAt !== null && <ShortDate at={place.doneAt} />}</span>
      <IconButton label={t('distribute.remove', { place: place.place })} icon={<X aria-hidden="true" />} onClick={onRemove} />
    </div>
  )
}

function AddPlace({ onAdd }: { onAdd: (place: RotationPlace) => void }) {
  const { t } = useTranslation('rotations')
  const [typed, setTyped] = useState({ place: '', owner: '', note: '' })
  const [isMissing, setMissing] = useState(false)
  const field = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: (event: { target: { value: string } }) => {
      setMissing(false)
      setTyped({ ...typed, [name]: event.target.value })
    },
  })
  return (
    <form
      className={styles.addPlace}
      aria-label={t('distribute.add')}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.place.trim() === '') {
          setMissing(true)
          return
        }
        onAdd({ id: crypto.randomUUID(), ...typed, place: typed.place.trim(), owner: typed.owner.trim(), doneAt: null })
        setTyped({ place: '', owner: '', note: '' })
      }}
    >
      <TextField
        label={t('distribute.place')}
        maxLength={300}
        error={isMissing ? t('distribute.placeMissing') : undefined}
        {...field('place')}
      />
      <TextField label={t('distribute.owner')} maxLength={200} {...field('owner')} />
      <TextField label={t('distribute.note')} maxLength={2000} {...field('note')} />
      <Button type="submit" icon={<Plus aria-hidden="true" />}>
        {t('distribute.add')}
      </Button>
    </form>
  )
}
