// Tells a burst of angry clicks from clicks that are meant to be repeated: by what elements are, not by their words.

const CLICKS = 3
const GAP_MS = 1_000
const REACH_PX = 30

/** What is clicked again and again for good reason: fields, swatches, sliders, tabs, carousels, and what the site marks. */
const REPEATED =
  'input,textarea,select,label,[contenteditable],[data-repeatable],[aria-controls]:not([aria-expanded]),[aria-roledescription],[aria-checked],[aria-selected],[aria-valuenow]'
/** A quantity beside the button that changes it. */
const QUANTITY = '[type=number],[inputmode],[aria-valuenow]'

function isRepeatable(target: Element): boolean {
  const button = target.closest('button,[role=button]')
  return !!(target.closest(REPEATED) || button?.parentElement?.querySelector(QUANTITY))
}

/** Makes a function that is told of every click, and true for the third of a burst. */
export function createRage(): (event: MouseEvent, target: Element) => boolean {
  let clicks = 0
  let last: Pick<MouseEvent, 'timeStamp' | 'clientX' | 'clientY'> | undefined
  return (event, target) => {
    const { clientX, clientY, timeStamp, altKey, ctrlKey, metaKey, shiftKey } = event
    const isNext =
      last &&
      timeStamp - last.timeStamp < GAP_MS &&
      Math.abs(clientX - last.clientX) + Math.abs(clientY - last.clientY) < REACH_PX
    const isMeant = altKey || ctrlKey || metaKey || shiftKey || isRepeatable(target)
    clicks = !event.detail || isMeant ? 0 : isNext ? clicks + 1 : 1
    last = event
    return clicks === CLICKS
  }
}
