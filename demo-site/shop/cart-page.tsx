// The cart: what is in it, how many of each, and what it comes to.
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Picture } from './art/picture.tsx'
import { boughtIn, subtotal, withQuantity } from './cart.ts'
import type { Bought } from './cart.ts'
import { hrefOf } from './navigate.ts'
import { inCurrency, priceText } from './price.ts'
import { COLOURS } from './products.ts'
import { cart, currency } from './shelf.ts'
import { tell } from './tell.ts'

export function CartPage(): VNode {
  const bought = boughtIn(cart.value)
  useEffect(() => {
    const shown = boughtIn(cart.peek())
    if (shown.length > 0) tell('view_cart', shown, currency.peek())
  }, [])
  if (bought.length === 0)
    return (
      <>
        <h1>Your cart is empty</h1>
        <p class="lead">
          <a href={hrefOf('/')}>See what leaves the harbour most</a>
        </p>
      </>
    )
  return (
    <>
      <h1>Your cart</h1>
      <div class="columns">
        <ul class="lines">
          {bought.map((line) => (
            <Line key={`${line.product.id} ${line.colour}`} line={line} />
          ))}
        </ul>
        <aside class="sum">
          <p class="total">
            <span>Subtotal</span>
            <strong>{priceText(subtotal(bought, currency.value), currency.value)}</strong>
          </p>
          <p class="quiet">Tax is included; shipping is chosen at the checkout.</p>
          <a class="button primary" href={hrefOf('/checkout')} data-test="checkout">
            Check out
          </a>
        </aside>
      </div>
    </>
  )
}

function Line({ line }: { line: Bought }): VNode {
  const { product, colour, quantity } = line
  const each = inCurrency(product.cents, currency.value)
  const set = (next: number) => {
    const more = next - quantity
    cart.value = withQuantity(cart.value, { id: product.id, colour, quantity }, next)
    const name = more > 0 ? 'add_to_cart' : 'remove_from_cart'
    tell(name, [{ product, colour, quantity: Math.abs(more) }], currency.value)
  }
  return (
    <li class="line" data-product-id={product.id}>
      <Picture product={product} colour={colour} />
      <div>
        <a href={hrefOf(`/p/${product.id}`)}>{product.name}</a>
        <p class="quiet">{COLOURS[colour].name}</p>
        <div class="stepper" role="group" aria-label={`How many: ${product.name}`}>
          <button type="button" aria-label="One less" onClick={() => set(quantity - 1)}>
            −
          </button>
          <output>{quantity}</output>
          <button
            type="button"
            aria-label="One more"
            disabled={quantity >= 20}
            onClick={() => set(quantity + 1)}
          >
            +
          </button>
          <button type="button" class="link" data-test="remove" onClick={() => set(0)}>
            Remove
          </button>
        </div>
      </div>
      <p class="line-price">{priceText(each * quantity, currency.value)}</p>
    </li>
  )
}
