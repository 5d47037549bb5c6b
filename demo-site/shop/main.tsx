// Starts the shop's page: the same code on many pages at the root, on one page under `/app/`.
import { render } from 'preact'
import type { VNode } from 'preact'
import { CartPage } from './cart-page.tsx'
import { Checkout } from './checkout.tsx'
import { Confirmation } from './confirmation.tsx'
import { Frame } from './frame.tsx'
import { CategoryPage, Home, SearchPage } from './listing.tsx'
import { address, hrefOf, takeOverLinks } from './navigate.ts'
import { ProductPage } from './product-page.tsx'
import { routeOf } from './routes.ts'
import { rememberSent } from './sent-log.ts'
import { grants, keepShelf } from './shelf.ts'
import { onGrants } from './tell.ts'

function Shop(): VNode {
  const { path } = address.value
  return (
    <Frame>
      <Page key={path} path={path} />
    </Frame>
  )
}

function Page({ path }: { path: string }): VNode {
  const route = routeOf(path)
  switch (route.page) {
    case 'home':
      return <Home />
    case 'category':
      return <CategoryPage category={route.category} />
    case 'product':
      return <ProductPage product={route.product} />
    case 'search':
      return <SearchPage />
    case 'cart':
      return <CartPage />
    case 'checkout':
      return <Checkout />
    case 'confirmation':
      return <Confirmation />
    case 'missing':
      return (
        <>
          <h1>This berth is empty</h1>
          <p class="lead">
            There is no page at this address. <a href={hrefOf('/')}>Back to the shop</a>
          </p>
        </>
      )
  }
}

const root = document.getElementById('app')
if (root) {
  rememberSent()
  keepShelf()
  takeOverLinks()
  onGrants((next) => {
    grants.value = next
  })
  render(<Shop />, root)
}
