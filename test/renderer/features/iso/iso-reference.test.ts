import { describe, expect, test } from 'vitest'
import { loadReference } from '../../../../src/renderer/features/iso/iso-reference'

describe('the published names and codes', () => {
  test('know every list, by the code that people choose', async () => {
    const reference = await loadReference()
    expect(reference.country.get('GBR')).toEqual({ names: ['United Kingdom', 'UK', 'Great Britain'], alternates: ['GB', '826', 'UK'] })
    expect(reference.country.get('CZE')?.names).toContain('Czech Republic')
    expect(reference.currency.get('EUR')).toEqual({ names: ['Euro'], alternates: ['978'] })
    expect(reference.language.get('fra')).toEqual({ names: ['French'], alternates: ['fr', 'fre', 'fra'] })
    expect(reference.region.get('US-VA')).toMatchObject({ names: ['Virginia'], parent: 'US' })
    expect(reference.subregion.get('GB-BFS')?.names[0]).toContain('Belfast')
  })

  test('are read once', () => {
    expect(loadReference()).toBe(loadReference())
  })
})
