// Forms that were submitted: which, never what was in them.
import { address } from '../core/index.ts'
import type { Context } from '../core/index.ts'

/** Follows submitted forms until the context ends. */
export function trackForms({ emit, listen }: Context): void {
  listen('submit', ({ target }) => {
    // By attribute: a field named "id" or "action" shadows the form's own property.
    const form = target as Element
    // Closes a dialog; nothing is submitted anywhere.
    if (form.getAttribute('method') === 'dialog') return
    const form_id = form.getAttribute('id')
    const form_name = form.getAttribute('name')
    const { href } = new URL(form.getAttribute('action') ?? '', form.baseURI)
    const form_destination = address(href)
    emit('form_submit', {
      ...(form_id && { form_id }),
      ...(form_name && { form_name }),
      ...(form_destination && { form_destination }),
    })
  })
}
