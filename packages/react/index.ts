// Hooks for React and Preact: a component that follows a visitor's variation. Nothing here runs on a server.
import { useEffect, useState } from 'react'
import type { Experiments } from '../experiments/index.ts'

/**
 * Key of the variation to show. Server and first render give the control's, as everybody sees it before the grant; the
 * visitor's own follows at once after the component is on the page.
 * @example const hero = useVariation(ab, 'hero') // 'control', then perhaps 'bold'
 */
export function useVariation(
  ab: Pick<Experiments, 'control' | 'variation' | 'on'>,
  key: string,
): string {
  const [variation, setVariation] = useState(() => ab.control(key))
  useEffect(() => {
    const follow = () => setVariation(ab.variation(key))
    follow()
    return ab.on(follow)
  }, [ab, key])
  return variation
}
