// What the console asks of the frame in which the banner is shown, and the figures that it takes there.
import type { SaidNotice } from '../../../packages/consent/banner.ts'
import type { Scheme } from '../../../packages/wire/look.ts'

export type Layer = 'banner' | 'preferences'

/** Who is before the banner: somebody who is asked, is told, or whose browser has answered already. */
export type Situation = 'asked' | 'told' | 'signal'

export interface Scene {
  readonly notice: SaidNotice
  readonly scheme: Scheme
  readonly layer: Layer
  readonly situation: Situation
}

/** A text or an outline, and how well it stands out. */
export interface Contrast {
  readonly what: string
  readonly ratio: number
}

export interface Target {
  readonly text: string
  readonly width: number
  readonly height: number
}

/** One of the two answers. */
export interface AnswerButton extends Target {
  /** All that makes a button look like more or less than another. */
  readonly style: string
  /** Which stop it is for the Tab key. */
  readonly stop: number
}

/** Of one scene, at one width of the window. */
export interface Measured {
  readonly width: number
  readonly scheme: Scheme
  readonly layer: Layer
  readonly texts: readonly Contrast[]
  readonly outlines: readonly Contrast[]
  readonly targets: readonly Target[]
  readonly accept: AnswerButton | null
  readonly reject: AnswerButton | null
  /** Texts that go beyond what they are in. */
  readonly cut: readonly string[]
  /** Pixels that it can be moved sideways. */
  readonly sidewaysPx: number
  readonly language: string
  readonly direction: string
  readonly heading: string
  readonly role: string
  /** What a screen reader calls it. */
  readonly name: string
}

/** What stands at the frame's window as `preview`. */
export interface Preview {
  show(scene: Scene): void
  /** The scene that is shown, as it is at the width that the frame has now. */
  measure(): Measured
  /** Hears what was answered in the preview; it goes nowhere else. */
  onAnswer(hear: (answer: 'all' | 'some' | 'nothing') => void): void
}

export interface PreviewWindow {
  preview?: Preview
}
