/** G10: a link that leads nowhere says why, and what to do. Never a dead end. */
import { longDate } from '../i18n/format.ts'
import { spend } from '../web/throttle.ts'
import { Button, Buttons, Form, GuestPage, LinkButton, Support } from '../web/parts/index.ts'
import { tooManyPage } from '../web/system-pages.tsx'
import type { DeadLink } from './link.ts'
import type { Visit } from './visit.ts'

export type DeadKind = 'invitation' | 'confirmation' | 'reset' | 'email' | 'not_me'

/**
 * Answers 410 with the reason and one button. A token that never existed gets the page for an incomplete link and costs
 * one of the source address's ten tries.
 */
export async function deadLinkPage(visit: Visit, kind: DeadKind, dead: DeadLink): Promise<Response> {
  const { app } = visit
  if (dead.state === 'broken') {
    const budget = await spend(app.db.write, {
      scope: 'links',
      key: app.config.keys.mac('throttle', visit.visitor.bucket),
      allowed: app.config.limits.badTokensPer10Min,
      seconds: 600,
    })
    if (!budget.ok) return tooManyPage(visit, budget.waitSeconds)
  }
  const view = visit.view()
  const { t } = view
  const used = dead.state === 'used'
  return visit.page(
    <GuestPage
      view={view}
      title={used ? t('link.used.h1') : dead.state === 'expired' ? t('link.expired.h1') : t('link.dead.h1')}
    >
      <p>{sentence(visit, kind, dead)}</p>
      <WayForward visit={visit} kind={kind} dead={dead} csrf={view.csrf} />
      <p class="quiet">
        <Support view={view} />
      </p>
    </GuestPage>,
    410,
  )
}

function sentence(visit: Visit, kind: DeadKind, dead: DeadLink): string {
  const { t } = visit
  switch (dead.state) {
    case 'broken':
      return t('link.broken')
    case 'superseded':
      return t('link.replaced')
    case 'revoked':
      return t('link.revoked')
    case 'void':
      return t('link.void')
    case 'used':
      return kind === 'invitation'
        ? t('link.used.invite')
        : kind === 'reset'
          ? t('link.used.reset')
          : t('link.used.other')
    case 'expired':
      if (kind === 'invitation')
        return t('link.expired.invite', { date: longDate(visit.lang, dead.expiresAt ?? new Date()) })
      return kind === 'reset' ? t('link.expired.reset') : t('link.expired.other')
  }
}

function WayForward({ visit, kind, dead }: { visit: Visit; kind: DeadKind; dead: DeadLink; csrf: string }) {
  const { t } = visit
  const view = { ...visit.view(), csrf: visit.csrf() }
  if (kind === 'invitation' && dead.state === 'expired') {
    return (
      <Form view={view} action={`${visit.url.pathname}/renew`}>
        <Buttons>
          <Button>{t('link.renew')}</Button>
        </Buttons>
      </Form>
    )
  }
  const askAgain: Partial<Record<DeadKind, { href: string; label: string }>> = {
    reset: { href: '/password/forgot', label: t('guest.forgot') },
    confirmation: { href: '/confirmation/resend', label: t('resend.submit') },
    invitation: { href: '/confirmation/resend', label: t('resend.submit') },
  }
  const again = dead.state === 'used' || dead.state === 'revoked' ? undefined : askAgain[kind]
  return (
    <Buttons>
      {again && (
        <LinkButton tone="primary" href={again.href}>
          {again.label}
        </LinkButton>
      )}
      <LinkButton tone={again ? 'secondary' : 'primary'} href="/login">
        {t('login.submit')}
      </LinkButton>
      {dead.state === 'used' && <a href="/password/forgot">{t('guest.forgot')}</a>}
    </Buttons>
  )
}
