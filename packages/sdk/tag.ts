// The script tag of a site that only counts; others carry more, see `extras/`.
import { runTag } from './run-tag.ts'

runTag([])
