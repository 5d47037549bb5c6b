// Names are written into the tag where they stand, and a tag without the place is a fault.
import { expect, test } from 'vitest'
import { DEFAULT_PATHS, renamed } from './paths.ts'

const TAG = 'post(url+"/e");post(url+"/consent");model=`${url}/r/${site}`'

test('the usual names leave the tag as it is', () => {
  expect(renamed(TAG, DEFAULT_PATHS)).toBe(TAG)
})

test('others stand in it where the usual ones stood', () => {
  const paths = { ...DEFAULT_PATHS, events: '/a', consent: '/b/c', models: '/d' }
  expect(renamed(TAG, paths)).toBe('post(url+"/a");post(url+"/b/c");model=`${url}/d/${site}`')
})

test('a tag that holds the name twice, or not at all, cannot be served', () => {
  const paths = { ...DEFAULT_PATHS, events: '/a' }
  expect(() => renamed(`${TAG};x="/e"`, paths)).toThrow('events')
  expect(() => renamed('nothing', paths)).toThrow('events')
})
