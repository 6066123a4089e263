/**
 * What is timed inside a page. Each function is sent to the page as text by the driver, so it stands alone; times are in ms
 * from the event to the frame that shows its effect, and the message after it, by when the frame is painted.
 */

/** Types into the field of this label, one character more or less each time. Returns the time of each keystroke. */
export async function timeKeystrokes(/** @type {{ label: string | null, texts: string[] }} */ { label, texts }) {
  const field = label === null ? null : document.querySelector(`input[aria-label="${label}"]`)
  if (label !== null && !field) throw new Error(`There is no field "${label}"`)
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  const times = []
  for (const text of texts) {
    // From the beginning of a frame, so that a page that does nothing takes exactly one.
    await new Promise(requestAnimationFrame)
    const start = performance.now()
    if (field) {
      setter?.call(field, text)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => {
      const channel = new MessageChannel()
      channel.port1.onmessage = resolve
      channel.port2.postMessage(null)
    })
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return times
}

/** Clicks a column's header. */
export async function timeSort(/** @type {string} */ header) {
  const button = [...document.querySelectorAll('[role="columnheader"] button')].find((each) => each.textContent?.includes(header))
  if (!button) throw new Error(`There is no column "${header}"`)
  await new Promise(requestAnimationFrame)
  const start = performance.now()
  button.click()
  await new Promise(requestAnimationFrame)
  await new Promise((resolve) => setTimeout(resolve, 0))
  return performance.now() - start
}

/** The reference of sorting: 2,000 of the rows that are there, all in the page, put in and laid out anew. */
export async function timeWholeTable(/** @type {number} */ count) {
  const rows = [...document.querySelectorAll('[role="row"][aria-rowindex]')].slice(1)
  if (rows.length === 0) throw new Error('There are no rows to copy')
  const html = Array.from({ length: count }, (_, index) => rows[index % rows.length].outerHTML.replace(/transform:[^;"]*/, '')).join('')
  const table = document.createElement('div')
  table.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:9'
  document.body.append(table)
  const start = performance.now()
  table.innerHTML = html
  await new Promise(requestAnimationFrame)
  await new Promise((resolve) => setTimeout(resolve, 0))
  const time = performance.now() - start
  table.remove()
  return time
}

/** Scrolls the table, or a blank scroller of the same height where there is none. Returns the length of each frame. */
export async function timeScroll(
  /** @type {{ blank: boolean, frames: number, step: number, height: number }} */ { blank, frames, step, height },
) {
  let scroller = document.querySelector('[role="grid"]')
  if (blank) {
    scroller = document.createElement('div')
    scroller.style.cssText = 'position:fixed;inset:0;overflow:auto'
    const inside = document.createElement('div')
    inside.style.height = `${height}px`
    scroller.append(inside)
    document.body.append(scroller)
  }
  if (!scroller) throw new Error('There is nothing to scroll')
  scroller.scrollTop = 0
  await new Promise(requestAnimationFrame)
  const times = []
  let before = performance.now()
  for (let frame = 0; frame < frames; frame++) {
    scroller.scrollTop += step
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    times.push(now - before)
    before = now
  }
  if (blank) scroller.remove()
  return times
}
