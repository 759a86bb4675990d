/** C19: how to put money on the company's account without ordering anything. */
import { sql } from 'kysely'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { missingInSeller, readSeller } from '../products/seller.ts'
import { CabinetPage, Empty, Notice } from '../web/parts/index.ts'
import { listActiveTerms } from './contract-terms.ts'
import { PayTo, sellerFields } from './pay-to.tsx'

export async function showTopUp(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'orders')
  const view = visit.view({ nav: cabinetNav(visit, 'orders') })
  const { t } = view
  const [seller, terms, bin] = await Promise.all([
    readSeller(app.db.read),
    listActiveTerms(app.db.read, client.id),
    readBin(visit),
  ])
  const { phone } = app.config.support
  const contract = terms[0]?.number
  return visit.page(
    <CabinetPage
      view={view}
      title={t('topup.h1')}
      lead={t('topup.lead')}
      width="text"
      back={{ href: '/app/orders', label: t('orders.h1') }}
    >
      {missingInSeller(seller).length > 0 || !contract ? (
        <Empty
          icon="document"
          text={contract ? t('buy.noSeller', { phone }) : t('buy.noContract.p', { phone })}
        />
      ) : (
        <>
          <Notice tone="info">{t('topup.bin', { bin })}</Notice>
          <PayTo
            view={view}
            fields={[
              ...sellerFields(view, seller),
              { name: 'purpose', label: t('invoice.purpose'), value: t('topup.purpose', { contract }) },
            ]}
          />
        </>
      )}
    </CabinetPage>,
  )
}

async function readBin({ app, session }: ClientVisit): Promise<string> {
  const { rows } = await sql<{ bin: string }>`select bin from client where id = ${session.client.id}`.execute(
    app.db.read,
  )
  return rows[0]!.bin
}
