import { describe, expect, it } from 'vitest'
import { placeFor, USUAL_SIZE } from '../../../src/main/window/places'

const screen = { x: 0, y: 25, width: 1920, height: 1055 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }
const at = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height, isMaximized: false })

describe('where a window opens', () => {
  it('has its usual size, and the place that the system chooses, the first time', () => {
    expect(placeFor(undefined, [screen])).toEqual(USUAL_SIZE)
  })

  it('is where it was, also on a second display', () => {
    expect(placeFor(at(200, 100), [screen])).toEqual(at(200, 100))
    expect(placeFor(at(2100, 50), [screen, second])).toEqual(at(2100, 50))
  })

  it('is on a display that exists when its own is gone, as large as it was', () => {
    expect(placeFor(at(2100, 50), [screen])).toEqual({ width: 1000, height: 700, isMaximized: false })
    expect(placeFor(at(-90_000, 70_000), [screen])).toEqual({ width: 1000, height: 700, isMaximized: false })
  })

  it('is not larger than the display, and not smaller than a window may be', () => {
    expect(placeFor(at(2000, 0, 4000, 3000), [second])).toEqual(at(1920, 0, 1280, 1024))
    expect(placeFor(at(10, 30, 20, 10), [screen])).toMatchObject({ width: 720, height: 480 })
    expect(placeFor(at(5000, 0, 4000, 3000), [second])).toMatchObject({ width: 1280, height: 1024 })
  })

  it('counts a display only if the title bar can be taken hold of there', () => {
    expect(placeFor(at(1900, 100), [screen])).not.toHaveProperty('x')
    expect(placeFor(at(100, 1070), [screen])).not.toHaveProperty('x')
    expect(placeFor(at(1700, 100), [screen])).toMatchObject({ x: 920, y: 100 })
  })

  it('does not cover a window that stands there', () => {
    expect(placeFor(at(200, 100), [screen], [at(200, 100), at(228, 128)])).toMatchObject({ x: 256, y: 156 })
  })

  it('stays maximized', () => {
    expect(placeFor({ ...at(200, 100), isMaximized: true }, [screen])).toMatchObject({ isMaximized: true })
  })

  it('opens somewhere even if no display is reported', () => {
    expect(placeFor(at(200, 100), [])).toEqual({ ...USUAL_SIZE, isMaximized: false })
  })
})
