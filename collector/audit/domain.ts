// Which hosts belong together: the registrable domain, by a short list of suffixes instead of the whole public one.

/** Where the name that one registers is the third from the right: common ones of countries, and hosts of many customers. */
const SUFFIXES: ReadonlySet<string> = new Set(
  `co.uk org.uk me.uk ltd.uk plc.uk ac.uk gov.uk net.uk sch.uk nhs.uk com.au net.au org.au edu.au gov.au id.au
  co.nz net.nz org.nz govt.nz ac.nz co.za org.za web.za com.br net.br org.br gov.br com.ar com.mx com.co com.pe com.ve
  com.tr org.tr gen.tr com.pl net.pl org.pl waw.pl com.ua co.il org.il com.gr com.cy com.mt com.pt com.es org.es nom.es
  com.ro co.at or.at ac.at co.hu com.hr co.rs com.mk co.jp ne.jp or.jp ac.jp go.jp co.kr or.kr com.cn net.cn org.cn
  com.hk com.tw org.tw com.sg com.my com.ph com.vn co.th co.id or.id co.in net.in org.in firm.in com.pk com.bd com.lk
  com.sa com.eg co.ke com.ng com.gh co.ma com.ru msk.ru uk.com eu.com de.com us.com
  github.io gitlab.io netlify.app vercel.app pages.dev workers.dev web.app firebaseapp.com herokuapp.com myshopify.com
  blogspot.com wixsite.com onrender.com fly.dev azurewebsites.net`
    .split(/\s+/)
    .filter(Boolean),
)

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\]|.*:.*)$/

/** @example siteOf('stats.shop.co.uk') // 'shop.co.uk' */
export function siteOf(host: string): string {
  const name = host.toLowerCase().replace(/^\./, '').replace(/\.$/, '')
  if (ADDRESS.test(name)) return name
  const labels = name.split('.')
  return labels.slice(SUFFIXES.has(labels.slice(-2).join('.')) ? -3 : -2).join('.')
}

/** Empty for addresses without a host, as of `data:`. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}
