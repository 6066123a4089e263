import { describe, expect, test } from 'vitest'
import { ApplicationDraft } from '#shared/contract/applications'
import { emptyDraft, faultsOf, namesIn, sourceKey, toCreate } from '../../../../src/renderer/features/applications/create-draft'

describe('the draft of Create New App', () => {
  const draft = { ...emptyDraft('manual'), name: ' Timetable ', baseUri: ' https://a.example/api ', username: 'u' }

  test('says what a step lacks, field by field', () => {
    expect(faultsOf(emptyDraft('catalog'), '')).toEqual({ name: 'nameMissing', catalogId: 'templateMissing' })
    expect(faultsOf({ ...emptyDraft('manual'), step: 'source' }, '')).toEqual({
      baseUri: 'baseUriMissing',
      username: 'usernameMissing',
      password: 'passwordMissing',
    })
    expect(faultsOf({ ...draft, step: 'source' }, 'p')).toEqual({})
    expect(faultsOf({ ...emptyDraft('manual'), step: 'source', hasSource: false }, '')).toEqual({})
    expect(faultsOf({ ...draft, step: 'source', authentication: 'none', username: '' }, '')).toEqual({})
  })

  test('has no place for a password, whatever is put into it', () => {
    expect(JSON.stringify(ApplicationDraft.parse({ ...draft, password: 'canary' }))).not.toContain('canary')
  })

  test('is sent without spaces, without empty access, and without a source where there is none', () => {
    const access = [{ applicationId: 'a', resources: [] }, { applicationId: 'b', resources: ['persons'] }] // prettier-ignore
    expect(toCreate({ ...draft, access }, 'p')).toMatchObject({
      name: 'Timetable',
      baseUri: 'https://a.example/api',
      authentication: { type: 'basic', username: 'u', password: 'p' },
      access: [{ applicationId: 'b' }],
    })
    const without = toCreate({ ...draft, hasSource: false }, 'p')
    expect(without.authentication).toEqual({ type: 'none' })
    expect(without).not.toHaveProperty('baseUri')
  })

  test('asks for another test when address, user or password change, and for none when the name does', () => {
    const tested = sourceKey(draft, 'p')
    expect(sourceKey({ ...draft, name: 'Other' }, 'p')).toBe(tested)
    for (const other of [
      sourceKey(draft, 'q'),
      sourceKey({ ...draft, username: 'v' }, 'p'),
      sourceKey({ ...draft, baseUri: 'https://b.example' }, 'p'),
    ])
      expect(other).not.toBe(tested)
  })

  test('takes typed names apart at lines, commas and semicolons, none twice', () => {
    expect(namesIn('persons, courses\n\n persons ;rooms')).toEqual(['persons', 'courses', 'rooms'])
  })
})
