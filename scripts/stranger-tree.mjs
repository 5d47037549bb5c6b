// A bare Debian with the nginx of a shop, in a folder and a network of its own: where a stranger sets Tidemark up.
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const CACHE = '.cache/bookworm-nginx'
const MIRROR = 'http://deb.debian.org/debian'
const PATHS = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const STEP_MS = 180_000
/** A registry behind a certificate of the house is reached from the tree as from here. */
const HOUSE_CA = 'etc/ssl/house.pem'
const quietly = { stdio: ['ignore', 'ignore', 'inherit'] }

const SHOP_PAGE = `<!doctype html><title>The shop</title><h1>The shop</h1>
<script src="/t/shop.js" async></script>
<button onclick="tm('consent', { analytics: 'full' })">Accept</button>
`
const SHOP_SITE = `server {
    listen 443 ssl;
    server_name shop.example;
    ssl_certificate /etc/letsencrypt/live/shop.example/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/shop.example/privkey.pem;
    root /var/www/shop;
}
`

/** A folder has no systemd: this does with the unit what is said in it about user, rights, settings and state. */
const SYSTEMCTL = `#!/bin/sh
set -e
[ "$*" = "enable --now tidemark" ] || { echo "systemctl $*: not known here" >&2; exit 1; }
unit=/etc/systemd/system/tidemark.service
value() { sed -n "s/^$1=//p" $unit; }
state=/var/lib/$(value StateDirectory)
credentials=/run/credentials/tidemark.service
install -d -m 700 -o 61184 -g 61184 "$state" "$credentials"
install -m 400 -o 61184 -g 61184 "$(value LoadCredential | cut -d: -f2)" "$credentials/$(value LoadCredential | cut -d: -f1)"
umask "$(value UMask)"
cd /
env $(value Environment | sed "s|%d|$credentials|g") setpriv --reuid 61184 --regid 61184 --clear-groups --no-new-privs \\
  --inh-caps=-all --bounding-set=-all $(value ExecStart) > /run/tidemark.journal 2>&1 &
echo $! > /run/tidemark.pid
`
const JOURNALCTL = '#!/bin/sh\ncat /run/tidemark.journal\n'

const HOLD = `ip link set lo up
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
echo ready
exec sleep infinity`

/** Why the walk cannot be made here; undefined where it can. */
export function missing() {
  if (process.getuid?.() !== 0) return 'only root may make a Debian in a folder'
  if (!existsSync('/usr/sbin/debootstrap')) return 'debootstrap is not installed'
  return undefined
}

/** Made once, from Debian's mirror; each walk gets a copy. */
function debian() {
  if (existsSync(CACHE)) return
  console.log(`Making a bare Debian 12 with nginx in ${CACHE} …`)
  const unfinished = `${CACHE}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(dirname(CACHE), { recursive: true })
  const words = ['--variant=minbase', '--include=nginx-light', 'bookworm', unfinished, MIRROR]
  execFileSync('/usr/sbin/debootstrap', words, quietly)
  renameSync(unfinished, CACHE)
}

/** What is there before the first step: the shop behind nginx, a certificate for both names. */
function layShop(tree) {
  const write = (path, text) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  write('etc/hosts', '127.0.0.1 localhost shop.example console.example\n')
  write('var/www/shop/index.html', SHOP_PAGE)
  write('etc/nginx/sites-enabled/shop', SHOP_SITE)
  rmSync(join(tree, 'etc/nginx/sites-enabled/default'), { force: true })
  cpSync('/etc/resolv.conf', join(tree, 'etc/resolv.conf'), { dereference: true })
  for (const [name, text] of [
    ['systemctl', SYSTEMCTL],
    ['journalctl', JOURNALCTL],
  ]) {
    write(`usr/local/bin/${name}`, text)
    chmodSync(join(tree, 'usr/local/bin', name), 0o755)
  }
  for (const name of ['shop.example', 'console.example']) {
    const folder = join(tree, 'etc/letsencrypt/live', name)
    mkdirSync(folder, { recursive: true })
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
        .concat(['-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`])
        .concat(['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]),
      { stdio: 'ignore' },
    )
  }
}

/** Node as this machine has it, which stands for what nodesource.com would install. */
export function installNode(tree) {
  const node = realpathSync(process.execPath)
  const npm = join(dirname(node), '../lib/node_modules/npm')
  cpSync(node, join(tree, 'usr/local/bin/node'))
  cpSync(npm, join(tree, 'usr/local/lib/node_modules/npm'), { recursive: true })
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(tree, 'usr/local/bin/npm'))
}

/** A fresh copy; `inside` runs shell commands in it, with the net of this machine or with one of its own. */
export async function openTree(tree) {
  debian()
  rmSync(tree, { recursive: true, force: true })
  // Not cpSync: it knows no devices.
  execFileSync('cp', ['-a', CACHE, tree])
  layShop(tree)
  const house = process.env.NODE_EXTRA_CA_CERTS
  if (house) cpSync(house, join(tree, HOUSE_CA))
  const holder = spawn(
    'unshare',
    ['--mount', '--net', '--pid', '--fork', '--kill-child', '--propagation', 'private'].concat([
      'sh',
      '-ec',
      HOLD,
      'sh',
      tree,
    ]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise((resolve, reject) => {
    holder.stdout.once('data', resolve)
    holder.once('exit', () => reject(new Error('no namespace of its own could be made')))
  })
  // Its child is the first process of the space; the parent is outside of it.
  const pid = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim()
  const enter = (spaces, ...words) => ['nsenter', '--target', pid, ...spaces, ...words]
  return {
    /** The words with which a program of this machine is started in the tree's net. */
    inNet: enter(['--net']),
    inside: (script, { online = false, env = {} } = {}) => {
      const spaces = online ? ['--mount', '--pid'] : ['--mount', '--pid', '--net']
      const [program, ...words] = enter(spaces, 'chroot', tree, '/bin/bash', '-ec', script)
      return execFileSync(program, words, {
        encoding: 'utf8',
        env: {
          PATH: PATHS,
          HOME: '/root',
          ...(online && house && { NODE_EXTRA_CA_CERTS: `/${HOUSE_CA}` }),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: STEP_MS,
        killSignal: 'SIGKILL',
      })
    },
    /** Ends all that runs in it, and removes it. */
    close: async () => {
      const ended = new Promise((resolve) => holder.once('exit', resolve))
      holder.kill('SIGKILL')
      await ended
      rmSync(tree, { recursive: true, force: true })
    },
  }
}
