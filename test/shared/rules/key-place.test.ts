import { expect, it, test } from 'vitest'
import { dangersOf } from '#shared/rules/key-place'

const file = (name: string) => ({ name, isFolder: false })
const folder = (name: string) => ({ name, isFolder: true })

test.each([
  ['a work tree', 'project', folder('.git'), ['git']],
  ['a linked work tree or submodule', 'project', file('.git'), ['git']],
  ['a Mercurial work tree', 'project', folder('.hg'), ['hg']],
  ['a Subversion work tree', 'project', folder('.svn'), ['svn']],
  ['a synced folder under another name', 'Team files', file('.dropbox'), ['synced']],
  ['a folder that peers keep in step', 'notes', folder('.stfolder'), ['synced']],
  ['a folder with the database of its sync', 'files', file('.sync_2f1c9a.db'), ['synced']],
  ['a folder with what a sync downloads', 'work', folder('.tmp.drivedownload'), ['synced']],
])('%s is known by what is in it', (_what, name, item, kinds) => expect(dangersOf(name, [item])).toEqual(kinds))

test.each([
  'Dropbox',
  'Dropbox (Example College)',
  'OneDrive',
  'OneDrive - Example College',
  'Mobile Documents',
  'com~apple~CloudDocs',
  'Google Drive',
  'GoogleDrive-ada@example.org',
  'My Drive',
  'Nextcloud',
  'Nextcloud2',
  'Box',
  'Box Sync',
  'Box-Box',
  'CloudStorage',
])('%s is known by its name', (name) => expect(dangersOf(name, [])).toEqual(['synced']))

test.each(['Documents', 'Boxes', 'Inbox', 'my dropbox notes', 'gitlab', 'One', 'Drive'])('%s is nothing special', (name) =>
  expect(dangersOf(name, [file('.gitignore'), file('sync.db'), folder('github')])).toEqual([]),
)

it('a home folder with the settings of a sync program is not synced', () => {
  expect(dangersOf('ada', [folder('.dropbox')])).toEqual([])
})

it('names each kind once', () => {
  expect(dangersOf('Dropbox', [file('.dropbox'), folder('.stfolder'), folder('.git')])).toEqual(['git', 'synced'])
})
