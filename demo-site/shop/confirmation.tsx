// The confirmation: the order's number and what it came to, told to the tag once.
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { boughtIn, includedTax, shippingCost, subtotal } from './cart.ts'
import { hrefOf } from './navigate.ts'
import type { Order } from './order.ts'
import { toDecimal } from './price.ts'
import { keepOrder, lastOrder } from './shelf.ts'
import { tell } from './tell.ts'
import { Totals } from './totals.tsx'

export function Confirmation(): VNode {
  const [order] = useState(lastOrder)
  useEffect(() => {
    if (!order || order.told) return
    keepOrder({ ...order, told: true })
    tellOrder(order)
  }, [])
  if (!order)
    return (
      <>
        <h1>No order in this tab</h1>
        <p class="lead">
          <a href={hrefOf('/')}>Back to the shop</a>
        </p>
      </>
    )
  const { number, cart, shipping, currency } = order
  return (
    <div class="narrow">
      <h1>Thank you</h1>
      <p class="lead">
        Your order is <strong data-test="order-number">{number}</strong>. It would leave the harbour
        tomorrow, if this were not a demonstration.
      </p>
      <div class="sum">
        <Totals bought={boughtIn(cart)} shipping={shipping} currency={currency} />
      </div>
      <p>
        <a class="button" href={hrefOf('/')}>
          Keep looking around
        </a>
      </p>
    </div>
  )
}

function tellOrder({ number, cart, shipping, currency }: Order): void {
  const bought = boughtIn(cart)
  const goods = subtotal(bought, currency)
  const cost = shippingCost(shipping, goods, currency)
  tell('purchase', bought, currency, {
    transaction_id: number,
    tax: toDecimal(includedTax(goods + cost), currency),
    shipping: toDecimal(cost, currency),
  })
}
