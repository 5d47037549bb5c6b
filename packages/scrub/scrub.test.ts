// Scrubbing by example: what each mark stands for, what only looks so, and texts longer than any field.
import { expect, test } from 'vitest'
import { scrub, scrubField } from './index.ts'

test.each([
  ['my card 4111 1111 1111 1111 fails', 'my card [card] fails'],
  ['Refund to DE89 3704 0044 0532 0130 00, please', 'Refund to [iban], please'],
  ['Mi DNI: 12345678Z', 'Mi DNI: [id]'],
  ['write to <anna.smith@example.com>', 'write to <[email]>'],
  ['Tel. 0171 9876543, abends', 'Tel. [phone], abends'],
  ['https://anna:hunter2@shop.example/', 'https://[token]@shop.example/'],
  [
    '/login?next=%2Fu%3Femail%3Danna.smith%2540example.com&page=2',
    '/login?next=%2Fu%3Femail%3D[email]&page=2',
  ],
])('%s', (text, clean) => {
  expect(scrub(text)).toBe(clean)
  expect(scrub(clean)).toBe(clean)
})

test.each([
  'Where is my order 302-1234567-1234567?',
  'Bestellung 1001234567',
  'iPhone 15 Pro 256',
  'https://shop.example/p/asus-rog-g614ju-n3110w-i7-13650hx?page=2',
  '2 @ 19.99',
])('%s stays', (text) => expect(scrub(text)).toBe(text))

test('a barcode is a card only beside a word for one', () => {
  expect(scrub('EAN 4450404445192')).toBe('EAN 4450404445192')
  expect(scrub('card 4450404445192')).toBe('card [card]')
})

test('the name of a field says what its value is', () => {
  expect(scrubField('phone', '0171 9876543')).toBe('[phone]')
  expect(scrubField('password', 'hunter2')).toBe('[token]')
  expect(scrubField('size', '42')).toBe('42')
  expect(scrubField('note', 'call +49 171 9876543')).toBe('call [phone]')
})

test('what is longer than any field is cut, and no secret with it', () => {
  const long = scrub(`${'x '.repeat(2_043)}4111 1111 1111 1111 ${'y '.repeat(9_000)}`)
  expect(long.length).toBeLessThan(4_096)
  expect(long).not.toContain('4111')
})
