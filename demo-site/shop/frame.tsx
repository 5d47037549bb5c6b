// What every page of the shop shares: the header with search, currency and cart, and the footer with the privacy choices.
import type { ComponentChildren, VNode } from 'preact'
import { itemsCount } from './cart.ts'
import { ConsentBar, reopenConsentBar } from './consent-bar.tsx'
import { address, go, hrefOf, variant } from './navigate.ts'
import { PrivacyPanel } from './privacy-panel.tsx'
import { CURRENCIES, isCurrency } from './price.ts'
import { CATEGORIES } from './products.ts'
import type { Category } from './products.ts'
import { cart, currency, grants } from './shelf.ts'
import { withdraw } from './tell.ts'

export function Frame({ children }: { children: ComponentChildren }): VNode {
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer />
      <ConsentBar />
    </>
  )
}

function Header(): VNode {
  const count = itemsCount(cart.value)
  const here = address.value.path
  return (
    <header class="head">
      <div class="head-row">
        <a class="brand" href={hrefOf('/')}>
          Harbour <span>&amp;</span> Loom
        </a>
        <SearchForm />
        <CurrencyPicker />
        <a class="to-cart" href={hrefOf('/cart')}>
          Cart <span>{count}</span>
        </a>
      </div>
      <nav aria-label="Categories">
        {(Object.keys(CATEGORIES) as Category[]).map((category) => (
          <a
            key={category}
            href={hrefOf(`/c/${category}`)}
            aria-current={here === `/c/${category}` ? 'page' : undefined}
          >
            {CATEGORIES[category]}
          </a>
        ))}
      </nav>
      <div class="selvedge" />
    </header>
  )
}

function SearchForm(): VNode {
  const onSubmit = (event: SubmitEvent) => {
    if (variant === 'many-pages') return
    event.preventDefault()
    const term = new FormData(event.currentTarget as HTMLFormElement).get('q')
    go(`/search?${new URLSearchParams({ q: typeof term === 'string' ? term : '' })}`)
  }
  return (
    <form class="search" role="search" action={hrefOf('/search')} method="get" onSubmit={onSubmit}>
      <input
        type="search"
        name="q"
        placeholder="Search the shop"
        aria-label="Search the shop"
        maxLength={100}
        defaultValue={address.value.query.get('q') ?? ''}
        data-test="search"
      />
    </form>
  )
}

function CurrencyPicker(): VNode {
  return (
    <select
      aria-label="Currency"
      value={currency.value}
      data-test="currency"
      onChange={(event) => {
        const next = event.currentTarget.value
        if (isCurrency(next)) currency.value = next
      }}
    >
      {CURRENCIES.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  )
}

function Footer(): VNode {
  return (
    <footer class="foot">
      <div class="selvedge" />
      <div class="foot-row">
        <div>
          <h2>Good to know</h2>
          <p>
            <a href="/plain/care-guide.txt">Care guide (text file)</a>
          </p>
          <p>
            <a href="https://www.wikipedia.org/wiki/Loom" rel="noopener">
              What a loom is
            </a>
          </p>
          <p>
            {variant === 'many-pages' ? (
              <a href="/app/">The same shop on a single page</a>
            ) : (
              <a href="/">The same shop on many pages</a>
            )}
          </p>
        </div>
        <PrivacyChoices />
        <p class="quiet">Harbour &amp; Loom is a demonstration: nothing here is sold.</p>
      </div>
    </footer>
  )
}

function PrivacyChoices(): VNode {
  const known = grants.value
  const isGranted = Object.values(known ?? {}).some((grant) => grant !== 'none')
  return (
    <div>
      <h2 id="privacy">Privacy</h2>
      <p>
        <button type="button" class="link" data-test="privacy-choices" onClick={reopenConsentBar}>
          Privacy choices
        </button>
      </p>
      <p>
        <PrivacyPanel />
      </p>
      <p role="status">{statusOf(known === undefined || known === null, isGranted)}</p>
      {isGranted && (
        <button type="button" data-test="withdraw" onClick={withdraw}>
          Withdraw
        </button>
      )}
    </div>
  )
}

function statusOf(isOpen: boolean, isGranted: boolean): string {
  if (isOpen) return 'Nothing is learnt from your visit.'
  return isGranted
    ? 'You let us learn from your visits.'
    : 'You asked us not to learn from your visits.'
}
