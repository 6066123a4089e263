import { describe, expect, it } from 'vitest'
import { isSignedFeed } from '../../../src/main/platform/updates/signed-feed'

const feed = (more = '') => `provider: generic\nurl: https://updates.example/hubkeeper\nupdaterCacheDirName: hubkeeper-updater\n${more}`

describe('a feed of updates', () => {
  it('is used on Windows only when it names who must have signed', () => {
    expect(isSignedFeed(feed(), 'win32')).toBe(false)
    expect(isSignedFeed(feed('publisherName:\n'), 'win32')).toBe(false)
    expect(isSignedFeed(feed('publisherName: A Publisher\n'), 'win32')).toBe(true)
    expect(isSignedFeed(feed('publisherName:\n  - A Publisher\n'), 'win32')).toBe(true)
  })
  it('is used on macOS, which holds an update to the signature of the running app', () => {
    expect(isSignedFeed(feed(), 'darwin')).toBe(true)
  })
  it('is never used on Linux, where nobody checks a signature', () => {
    expect(isSignedFeed(feed('publisherName: A Publisher\n'), 'linux')).toBe(false)
  })
  it('is never used without https', () => {
    expect(isSignedFeed(feed().replace('https:', 'http:'), 'darwin')).toBe(false)
    expect(isSignedFeed('provider: github\nowner: somebody\n', 'darwin')).toBe(false)
  })
})
