// How often the next product of a visit is among the first twenty that a recommender names, on real clickstreams.
import { load } from './load.mjs'

const { main } = await load('test/bench/recommend/main.ts')
process.exitCode = main(process.argv.slice(2))
