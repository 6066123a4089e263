import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAtomicFile } from '../../../../src/main/platform/files/atomic-file'
import { temporaryFolder } from '../../../fakes/temporary-folder'

const disk = { code: 'disk' }
const isRoot = process.getuid?.() === 0

it('is there whole after commit, and not before', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.csv')
  writeFileSync(path, 'old')
  const file = await createAtomicFile(path)
  await file.write('\uFEFFa,b\r\n')
  await file.write(new Uint8Array([49, 44, 50]))
  expect(readFileSync(path, 'utf8')).toBe('old')
  const [temporary] = readdirSync(folder).filter((name) => name.startsWith('.'))
  expect(statSync(join(folder, temporary!)).mode & 0o777).toBe(0o600)
  expect(await file.commit()).toEqual({ bytes: 11 })
  expect(readFileSync(path, 'utf8')).toBe('\uFEFFa,b\r\n1,2')
  expect(statSync(path).mode & 0o777).toBe(0o644)
  expect(readdirSync(folder)).toEqual(['a.csv'])
  await file.discard()
  expect(existsSync(path)).toBe(true)
})

it('keeps the mode it was asked for', async () => {
  const path = join(temporaryFolder(), 'state.bin')
  const file = await createAtomicFile(path, { mode: 0o600 })
  await file.commit()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

it('keeps the order of pieces that nobody waited for', async () => {
  const path = join(temporaryFolder(), 'a.csv')
  const file = await createAtomicFile(path)
  const pieces = Array.from({ length: 300 }, (_, n) => `${n},`)
  await Promise.all([...pieces.map((piece) => file.write(piece)), file.commit()])
  expect(readFileSync(path, 'utf8')).toBe(pieces.join(''))
})

it('leaves no trace when it is discarded, and takes nothing after that', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.csv')
  writeFileSync(path, 'old')
  const file = await createAtomicFile(path)
  await file.write('new')
  await file.discard()
  await file.discard()
  await expect(file.write('more')).rejects.toMatchObject(disk)
  await expect(file.commit()).rejects.toMatchObject(disk)
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['a.csv'], 'old'])
})

describe('is refused', () => {
  it('where a link is, and leaves its target alone', async () => {
    const folder = temporaryFolder()
    const [target, path] = [join(folder, 'target'), join(folder, 'a.csv')]
    writeFileSync(target, 'precious')
    symlinkSync(target, path)
    await expect(createAtomicFile(path)).rejects.toMatchObject(disk)
    expect(readFileSync(target, 'utf8')).toBe('precious')
  })

  it('where a link came meanwhile', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a.csv')
    const file = await createAtomicFile(path)
    symlinkSync('/nowhere', path)
    await expect(file.commit()).rejects.toMatchObject(disk)
    expect(readdirSync(folder)).toEqual(['a.csv'])
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
  })

  it('where a folder is', async () => {
    const path = join(temporaryFolder(), 'a.csv')
    mkdirSync(path)
    await expect(createAtomicFile(path)).rejects.toMatchObject(disk)
  })

  it('where there is no folder', async () => {
    await expect(createAtomicFile(join(temporaryFolder(), 'gone', 'a.csv'))).rejects.toMatchObject({
      ...disk,
      message: expect.stringMatching(/does not exist/) as string,
    })
  })

  it('when the folder went meanwhile', async () => {
    const folder = join(temporaryFolder(), 'f')
    mkdirSync(folder)
    const file = await createAtomicFile(join(folder, 'a.csv'))
    rmSync(folder, { recursive: true })
    await expect(file.commit()).rejects.toMatchObject(disk)
  })

  it('where the system does not let us write', async () => {
    // Root may write everywhere but in what the kernel itself keeps.
    const folder = isRoot ? '/proc' : temporaryFolder()
    if (!isRoot) chmodSync(folder, 0o500)
    await expect(createAtomicFile(join(folder, 'a.csv'))).rejects.toMatchObject(disk)
  })
})

it('says that the disk is full, and leaves the old file whole', () => {
  // A limit on the size of files stands in for the full disk: the system refuses the write in the middle of it.
  const folder = temporaryFolder()
  const path = join(folder, 'a.csv')
  writeFileSync(path, 'old')
  const script = join(folder, 'script.ts')
  writeFileSync(
    script,
    `import { createAtomicFile } from ${JSON.stringify(join(import.meta.dirname, '../../../../src/main/platform/files/atomic-file.ts'))}
     process.on('SIGXFSZ', () => undefined)
     const file = await createAtomicFile(${JSON.stringify(path)})
     try { for (let n = 0; n < 100; n += 1) await file.write('x'.repeat(10_000)); await file.commit(); console.log('written') }
     catch (error) { console.log(error.code, error.message) }`,
  )
  const node = `${process.execPath} --import ${join(import.meta.dirname, '../../../fakes/resolve-ts.mjs')} ${script}`
  const said = execFileSync('bash', ['-c', `ulimit -f 100; exec ${node}`], {
    cwd: join(import.meta.dirname, '../../../..'),
    encoding: 'utf8',
  })
  expect(said.trim()).toBe('disk The disk is full. No file was written.')
  rmSync(script)
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['a.csv'], 'old'])
})

it('is old or new, never half, when the process is killed at any point', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.csv')
  const script = join(temporaryFolder(), 'script.ts')
  const size = 300_000
  writeFileSync(
    script,
    `import { createAtomicFile } from ${JSON.stringify(join(import.meta.dirname, '../../../../src/main/platform/files/atomic-file.ts'))}
     for (let round = 0; ; round += 1) {
       const file = await createAtomicFile(${JSON.stringify(path)})
       for (let n = 0; n < 30; n += 1) await file.write(String(round % 10).repeat(${size / 30}))
       await file.commit()
       process.stdout.write('.')
     }`,
  )
  for (let point = 0; point < 10; point += 1) {
    const child = spawn(process.execPath, ['--import', join(import.meta.dirname, '../../../fakes/resolve-ts.mjs'), script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let dots = 0
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (piece: Buffer) => {
        dots += piece.length
        // Each time a little later into a round: the data arrives while the next round is being written.
        if (dots > point) child.kill('SIGKILL')
      })
      child.on('exit', () => resolve())
    })
    const text = readFileSync(path, 'utf8')
    expect(text).toBe(text.charAt(0).repeat(size))
  }
})

describe('a file that must be new', () => {
  const isThere = { code: 'unsafe-place' }

  it('is written whole, with its mode, and leaves nothing beside it', async () => {
    const folder = temporaryFolder()
    const file = await createAtomicFile(join(folder, 'key.env'), { mode: 0o600, mustBeNew: true })
    await file.write('a')
    expect(existsSync(join(folder, 'key.env'))).toBe(false)
    expect(await file.commit()).toEqual({ bytes: 1 })
    expect(readdirSync(folder)).toEqual(['key.env'])
    expect(statSync(join(folder, 'key.env')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'key.env')).nlink).toBe(1)
  })

  it('does not replace what is there, be it a file, a folder or a link to nowhere', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), 'mine')
    mkdirSync(join(folder, 'folder'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
    for (const name of ['file', 'folder', 'link'])
      await expect(createAtomicFile(join(folder, name), { mustBeNew: true })).rejects.toMatchObject(isThere)
    expect(readdirSync(folder)).toEqual(['file', 'folder', 'link'])
  })

  it('does not replace what came to be there meanwhile', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'key.env')
    const file = await createAtomicFile(path, { mustBeNew: true })
    await file.write('ours')
    writeFileSync(path, 'theirs')
    await expect(file.commit()).rejects.toMatchObject(isThere)
    expect(readFileSync(path, 'utf8')).toBe('theirs')
    expect(readdirSync(folder)).toEqual(['key.env'])
  })

  it('of two that are written at once, one is kept', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'key.env')
    const files = await Promise.all(
      ['one', 'two'].map(async (text) => {
        const file = await createAtomicFile(path, { mustBeNew: true })
        await file.write(text)
        return file
      }),
    )
    const outcomes = await Promise.allSettled(files.map((file) => file.commit()))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(readdirSync(folder)).toEqual(['key.env'])
  })
})
