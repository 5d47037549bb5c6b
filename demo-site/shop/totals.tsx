// What an order comes to, line by line: shown at the checkout and on the confirmation.
import type { VNode } from 'preact'
import { includedTax, shippingCost, subtotal } from './cart.ts'
import type { Bought, Shipping } from './cart.ts'
import { inCurrency, priceText } from './price.ts'
import type { Currency } from './price.ts'

interface TotalsProps {
  bought: readonly Bought[]
  shipping: Shipping
  currency: Currency
}

export function Totals({ bought, shipping, currency }: TotalsProps): VNode {
  const goods = subtotal(bought, currency)
  const cost = shippingCost(shipping, goods, currency)
  const text = (minor: number) => priceText(minor, currency)
  return (
    <div class="totals">
      {bought.map(({ product, colour, quantity }) => (
        <p key={`${product.id} ${colour}`}>
          <span>
            {quantity} × {product.name}
          </span>
          <span>{text(inCurrency(product.cents, currency) * quantity)}</span>
        </p>
      ))}
      <p>
        <span>Shipping</span>
        <span>{cost === 0 ? 'free' : text(cost)}</span>
      </p>
      <p class="total">
        <span>Total</span>
        <strong>{text(goods + cost)}</strong>
      </p>
      <p class="quiet">
        <span>Tax included</span>
        <span>{text(includedTax(goods + cost))}</span>
      </p>
    </div>
  )
}
