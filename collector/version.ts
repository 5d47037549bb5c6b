// The version of the collector, as its package says it.

export const VERSION = '0.1.0'
