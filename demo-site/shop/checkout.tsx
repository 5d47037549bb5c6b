// The checkout: address, shipping and payment on one page; nothing of it is sent anywhere.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { SHIPPING, boughtIn, shippingCost, subtotal } from './cart.ts'
import type { Shipping } from './cart.ts'
import { go, hrefOf } from './navigate.ts'
import { newOrderNumber } from './order.ts'
import { priceText } from './price.ts'
import { cart, currency, keepOrder } from './shelf.ts'
import { tell } from './tell.ts'
import { Totals } from './totals.tsx'

const PAYMENTS = {
  invoice: 'Invoice',
  transfer: 'Bank transfer',
  cash: 'Cash on delivery',
} as const
type Payment = keyof typeof PAYMENTS

export function Checkout(): VNode {
  const [shipping, setShipping] = useState<Shipping>('standard')
  const [payment, setPayment] = useState<Payment>('invoice')
  const bought = boughtIn(cart.value)
  useEffect(() => {
    const shown = boughtIn(cart.peek())
    if (shown.length > 0) tell('begin_checkout', shown, currency.peek())
  }, [])
  if (bought.length === 0)
    return (
      <>
        <h1>Nothing to check out</h1>
        <p class="lead">
          <a href={hrefOf('/')}>Back to the shop</a>
        </p>
      </>
    )
  const placeOrder = (event: SubmitEvent) => {
    event.preventDefault()
    tell('add_shipping_info', bought, currency.value, { shipping_tier: SHIPPING[shipping].name })
    tell('add_payment_info', bought, currency.value, { payment_type: PAYMENTS[payment] })
    const number = newOrderNumber()
    keepOrder({ number, cart: cart.value, currency: currency.value, shipping, told: false })
    cart.value = []
    go('/thank-you')
  }
  return (
    <>
      <h1>Checkout</h1>
      <form id="checkout" name="checkout" class="columns" onSubmit={placeOrder}>
        <div class="fields">
          <AddressFields />
          <ShippingFields chosen={shipping} choose={setShipping} />
          <PaymentFields chosen={payment} choose={setPayment} />
        </div>
        <aside class="sum">
          <Totals bought={bought} shipping={shipping} currency={currency.value} />
          <button type="submit" class="primary" data-test="place-order">
            Place order
          </button>
          <p class="quiet">This is a demonstration: nothing is charged, sent or kept.</p>
        </aside>
      </form>
    </>
  )
}

const FIELDS = [
  { name: 'name', label: 'Name', autocomplete: 'name' },
  { name: 'email', label: 'E-mail', autocomplete: 'email' },
  { name: 'street', label: 'Street and number', autocomplete: 'street-address' },
  { name: 'postcode', label: 'Postcode', autocomplete: 'postal-code' },
  { name: 'city', label: 'City', autocomplete: 'address-level2' },
] as const

function AddressFields(): VNode {
  return (
    <fieldset>
      <legend>Where to</legend>
      {FIELDS.map(({ name, label, autocomplete }) => {
        const attributes = { name, autocomplete, maxLength: 120, required: true }
        return (
          <label key={name} class="field">
            {label}
            {name === 'email' ? <input type="email" {...attributes} /> : <input {...attributes} />}
          </label>
        )
      })}
    </fieldset>
  )
}

interface ChooseProps<T> {
  chosen: T
  choose: (next: T) => void
}

function ShippingFields({ chosen, choose }: ChooseProps<Shipping>): VNode {
  const sum = subtotal(boughtIn(cart.value), currency.value)
  return (
    <fieldset>
      <legend>Shipping</legend>
      {(Object.keys(SHIPPING) as Shipping[]).map((tier) => {
        const cost = shippingCost(tier, sum, currency.value)
        return (
          <label key={tier} class="pick">
            <input
              type="radio"
              name="shipping"
              value={tier}
              checked={tier === chosen}
              onChange={() => choose(tier)}
            />
            {SHIPPING[tier].name}
            <span>{cost === 0 ? 'free' : priceText(cost, currency.value)}</span>
          </label>
        )
      })}
    </fieldset>
  )
}

function PaymentFields({ chosen, choose }: ChooseProps<Payment>): VNode {
  return (
    <fieldset>
      <legend>Payment</legend>
      {(Object.keys(PAYMENTS) as Payment[]).map((payment) => (
        <label key={payment} class="pick">
          <input
            type="radio"
            name="payment"
            value={payment}
            checked={payment === chosen}
            onChange={() => choose(payment)}
          />
          {PAYMENTS[payment]}
        </label>
      ))}
    </fieldset>
  )
}
