// Finds the visitor's address behind trusted proxies, and cuts it to its network; neither is ever written down.
import { BlockList, isIP, isIPv4 } from 'node:net'

/** Whether an address is one of some networks. */
export interface Networks {
  readonly has: (address: string) => boolean
}

/** Proxies by CIDR, e.g. `10.0.0.0/8`; throws a `TypeError` on anything else. */
export function createNetworks(networks: readonly string[]): Networks {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const isV4 = isIPv4(address)
    const bitsMax = isV4 ? 32 : 128
    const prefix = bits === undefined ? bitsMax : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
    if (isIP(address) === 0 || prefix < 0 || prefix > bitsMax)
      throw new TypeError(`not a network: ${network}`)
    list.addSubnet(address, prefix, isV4 ? 'ipv4' : 'ipv6')
  }
  if (networks.length === 0) return { has: () => false }
  return {
    has: (address) => {
      const plain = withoutMapping(address)
      return isIP(plain) !== 0 && list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
    },
  }
}

/**
 * The right-most hop that is not one of our proxies: what stands further left, anyone can have written.
 * @example visitorAddress('10.0.0.1', '6.6.6.6, 203.0.113.9', trusted) // '203.0.113.9'
 */
export function visitorAddress(
  peer: string,
  forwardedFor: string | undefined,
  trusted: Networks,
): string {
  let address = withoutMapping(peer)
  if (!trusted.has(address)) return address
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  while (trusted.has(address)) {
    const hop = withoutMapping(hops.pop() ?? '')
    if (isIP(hop) === 0) break
    address = hop
  }
  return address
}

/** Networks that no visitor of the open net comes from, by the name under which they may be told. */
const PRIVATE = [
  ['loopback', createNetworks(['127.0.0.0/8', '::1'])],
  ['10.0.0.0/8', createNetworks(['10.0.0.0/8'])],
  ['172.16.0.0/12', createNetworks(['172.16.0.0/12'])],
  ['192.168.0.0/16', createNetworks(['192.168.0.0/16'])],
  ['100.64.0.0/10', createNetworks(['100.64.0.0/10'])],
  ['169.254.0.0/16', createNetworks(['169.254.0.0/16'])],
  ['fc00::/7', createNetworks(['fc00::/7'])],
  ['fe80::/10', createNetworks(['fe80::/10'])],
] as const

export type PeerClass = (typeof PRIVATE)[number][0] | 'public'

/** What may be told of a peer: the private network it is in, or that it is in none. */
export function classOf(peer: string): PeerClass {
  return PRIVATE.find(([, network]) => network.has(peer))?.[0] ?? 'public'
}

/** The address with its last part zeroed: /24, or /48 for IPv6. */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address.replace(/\d+$/, '0')
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right]
  return `${groups.slice(0, 3).join(':')}::`
}

/** `::ffff:192.0.2.1` is how a socket for both families writes an IPv4 address. */
function withoutMapping(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIPv4(plain) ? plain : address
}
