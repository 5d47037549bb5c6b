// Hooks for React and Preact: a component that follows a visitor's variation, or a flag. Nothing here runs on a server.
import { useEffect, useState } from 'react'
import type { Experiments, Kind } from '../experiments/index.ts'
import type { FlagValue } from '../wire/flag.ts'

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

/**
 * Value of a flag. Server and first render give `otherwise`; the visitor's own follows at once after the component is
 * on the page, and whenever it may have changed.
 * @example const express = useFlag(ab, 'express-checkout', false)
 */
export function useFlag<V extends FlagValue>(
  ab: Pick<Experiments, 'flag' | 'on'>,
  key: string,
  otherwise: V,
): Kind<V> {
  const [value, setValue] = useState(otherwise as Kind<V>)
  // What is written in place is another object at every render, and the same text.
  const text = JSON.stringify(otherwise)
  useEffect(() => {
    const follow = () => setValue(ab.flag(key, JSON.parse(text) as V))
    follow()
    return ab.on(follow)
  }, [ab, key, text])
  return value
}
