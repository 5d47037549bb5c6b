// The SDK's element, as this shop's pages may write it.
import 'preact'

declare module 'preact' {
  // oxlint-disable-next-line typescript/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'tidemark-slot': { name: string; label: string; item?: string; count?: number }
    }
  }
}
