// Installs the trackers that the audited pages load into `.cache/audit/`, when they are not there yet.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Pinned: what a page stores is the version's. */
export const PACKAGES = {
  'posthog-js': '1.449.2',
  // No package of the registry holds Matomo's tracker; this one descends from it and stores in the same way.
  '@snowplow/browser-tracker': '4.10.1',
}

function isInstalled(root, name, version) {
  const file = join(root, 'node_modules', name, 'package.json')
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version
}

/** The folder of each package, installed or not. */
export function foldersOf(root = '.cache/audit') {
  return {
    posthog: join(root, 'node_modules/posthog-js'),
    snowplow: join(root, 'node_modules/@snowplow/browser-tracker'),
  }
}

export function hasPackages(root = '.cache/audit') {
  return Object.entries(PACKAGES).every(([name, version]) => isInstalled(root, name, version))
}

export function fetchPackages(root = '.cache/audit') {
  if (!hasPackages(root)) {
    mkdirSync(root, { recursive: true })
    writeFileSync(join(root, 'package.json'), '{ "private": true }\n')
    const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`)
    // Their scripts are not run and their dependencies not needed: both bring one file for browsers.
    const flags = ['--prefix', root, '--ignore-scripts', '--no-audit', '--no-fund', '--silent']
    execFileSync('npm', ['install', ...flags, ...wanted], { stdio: 'inherit', timeout: 180_000 })
  }
  return foldersOf(root)
}
