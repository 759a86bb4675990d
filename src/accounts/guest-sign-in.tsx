/** G1, G9 and what belongs to a session: in, out, stay, prove that it is you. */
import { sql } from 'kysely'
import { record } from '../audit/record.ts'
import {
  PasswordField,
  EmailField,
  Button,
  Buttons,
  Form,
  GuestPage,
  LinkButton,
  Support,
} from '../web/parts/index.ts'
import { busyPage, formPage, tooManyPage } from '../web/system-pages.tsx'
import { underPressure } from '../web/pressure.ts'
import type { Errors, View } from '../web/view.ts'
import { proveIdentity } from './change-password.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { emailError } from './field-errors.ts'
import { type Challenge, makeChallenge, readProof } from './proof-of-work.ts'
import { endSession } from './session.ts'
import { OtherWays, ProofLine, SiegeNotice } from './siege-form.tsx'
import { seemsUnderSiege } from './siege.ts'
import { signIn } from './sign-in.ts'
import { actorOf, homeOf, ownPath, type SignedIn, type Visit } from './visit.ts'

/** The front door: everybody is sent where they belong. */
export function showHome(visit: Visit): Response {
  return visit.seeOther(visit.session ? homeOf(visit.session) : '/login')
}

export function showSignIn(visit: Visit): Response {
  if (visit.session) return visit.seeOther(ownPath(visit.query('next'), homeOf(visit.session)))
  const next = visit.query('next')
  // A browser that somebody has used is most often theirs again: it is asked only if the sign-in finds that it is not.
  const proof = visit.cookies.get('device') === undefined && seemsUnderSiege(visit.app)
  if (proof) return signInPage(visit, { email: '', next, errors: {}, proof })
  return visit.pageForAll((view) => <SignInPage view={view} email="" next={next} errors={{}} />)
}

/** The form of a page that was open for long: shown again with the address kept. Signed in meanwhile: nothing to do. */
export function signInAgain(visit: Visit, errors: Errors): Response {
  if (visit.session) return visit.seeOther(homeOf(visit.session), { tone: 'info', key: 'login.otherTab' })
  const proof = visit.form.text('challenge') !== ''
  return signInPage(
    visit,
    { email: visit.form.text('email'), next: visit.form.text('next'), errors, proof },
    422,
  )
}

export async function submitSignIn(visit: Visit): Promise<Response> {
  const { app, t, form, cookies } = visit
  const [email, password, next] = [form.text('email'), form.text('password'), form.text('next')]
  const brought = { challenge: form.text('challenge'), proof: form.text('proof') }
  const wasAsked = brought.challenge !== ''
  const address = parseEmailAddress(email)
  const errors: Errors = {
    ...(address.ok ? {} : { email: emailError(t, address.reason) }),
    ...(password === '' ? { password: t('err.login.pw.empty') } : {}),
  }
  if (!address.ok || password === '') return signInPage(visit, { email, next, errors, proof: wasAsked }, 422)

  if (underPressure()) return busyPage(visit, 2)
  const arrived = performance.now()
  const result = await signIn(app, {
    address,
    password,
    deviceCookie: cookies.get('device'),
    visitor: visit.visitor,
    proof: wasAsked ? readProof(app.config.keys, visit.formSubject(), brought) : undefined,
    signal: visit.signal(),
  })
  if (!result.ok && 'waitSeconds' in result) {
    return result.reason === 'throttled'
      ? tooManyPage(visit, result.waitSeconds)
      : busyPage(visit, result.waitSeconds)
  }
  await untilFloor(arrived, app.config.limits.signInFloorMs)
  if (result.ok) {
    if (visit.session)
      await app.db.transaction((tx) => endSession(tx, visit.session!.accountId, visit.session!.id))
    cookies.set('session', result.token)
    cookies.set('device', result.deviceCookie)
    return visit.seeOther(ownPath(next, '/'))
  }
  if (result.reason === 'locked') return lockedPage(visit, email)
  const said = { form: t(SENTENCES[result.reason]) }
  const proof = wasAsked || result.reason === 'proof'
  return signInPage(visit, { email, next, errors: said, proof }, 422)
}

const SENTENCES = {
  wrong: 'err.login.wrong',
  last_try: 'err.login.lastTry',
  proof: 'err.login.proof',
} as const

export function showLocked(visit: Visit): Response {
  return lockedPage(visit, '', 200)
}

export async function signOut(visit: Visit): Promise<Response> {
  const { session, app } = visit
  if (session) {
    await app.db.transaction(async (tx) => {
      await endSession(tx, session.accountId, session.id)
      await record(tx, 'signed_out', {
        by: actorOf(visit),
        accountId: session.accountId,
        object: session.email,
      })
    })
  }
  visit.cookies.clear('session')
  // What this browser kept of our pages goes too: on a shared computer Back must show nothing.
  visit.header('clear-site-data', '"cache"')
  return visit.seeOther('/login', { tone: 'good', key: 'login.afterLogout' })
}

/** The button of a page that is older than the session it shows: nobody is signed in there any more. */
export function signOutAgain(visit: Visit): Response {
  return visit.session ? formPage(visit, 422) : visit.seeOther('/login')
}

/** The idle warning's «stay»: the request itself has kept the session. */
export async function staySignedIn(visit: SignedIn): Promise<Response> {
  await sql`update session set last_seen_at = now() where id = ${visit.session.id}`.execute(
    visit.app.db.write,
  )
  return visit.json({ minutes: visit.app.config.limits.sessionIdleMinutes })
}

/** Light, dark, or as the system has it. */
export function chooseTheme(visit: Visit): Response {
  const theme = visit.form.text('theme')
  visit.cookies.set('theme', theme === 'light' || theme === 'dark' ? theme : 'auto')
  return visit.seeOther(ownPath(visit.form.text('next'), '/'))
}

export function showIdentity(visit: SignedIn): Response {
  return identityPage(visit, visit.query('next'), {})
}

export function identityAgain(visit: SignedIn, errors: Errors): Response {
  return identityPage(visit, visit.form.text('next'), errors, 422)
}

/** Asks for the password before something important, and goes on to it. */
export async function submitIdentity(visit: SignedIn): Promise<Response> {
  const { app, session, visitor, form, t } = visit
  const next = form.text('next')
  const password = form.text('currentPassword')
  if (password === '') return identityPage(visit, next, { currentPassword: t('err.login.pw.empty') }, 422)
  const proof = await proveIdentity(app, { session, password, visitor })
  if (proof.ok) return visit.seeOther(ownPath(next, homeOf(session)))
  if (proof.reason === 'busy') return busyPage(visit, 2)
  if (proof.reason === 'wrong')
    return identityPage(visit, next, { currentPassword: t('err.pw.current') }, 422)
  visit.cookies.clear('session')
  return visit.seeOther('/login', { tone: 'warning', key: 'err.proof.ended' })
}

type SignInFields = { email: string; next: string; errors: Errors }

function signInPage(
  visit: Visit,
  { proof, ...fields }: SignInFields & { proof: boolean },
  status = 200,
): Response {
  const { limits, keys } = visit.app.config
  const challenge = proof ? makeChallenge(keys, visit.formSubject(), limits.proofBits) : undefined
  const siege = challenge && { challenge, minutes: limits.siegeMinutes }
  return visit.page(<SignInPage view={visit.view()} {...fields} siege={siege} />, status)
}

function SignInPage({
  view,
  email,
  next,
  errors,
  siege,
}: SignInFields & { view: View; siege?: { challenge: Challenge; minutes: number } | undefined }) {
  const { t } = view
  return (
    <GuestPage view={view} title={t('login.h1')} errors={errors}>
      {siege && <SiegeNotice view={view} />}
      <Form
        view={view}
        action="/login"
        hidden={{
          ...(next ? { next: ownPath(next, '/') } : {}),
          ...(siege ? { challenge: siege.challenge.text, proof: '' } : {}),
        }}
      >
        <EmailField
          view={view}
          name="email"
          label={t('login.email')}
          value={email}
          errors={errors}
          autocomplete="username"
        />
        <PasswordField
          view={view}
          name="password"
          label={t('login.password')}
          show={t('login.showPw')}
          hide={t('login.hidePw')}
          autocomplete="current-password"
          errors={errors}
        />
        <p class="hint">{t('login.lockRule')}</p>
        {siege && <ProofLine view={view} challenge={siege.challenge} />}
        <Buttons>
          <Button>{t('login.submit')}</Button>
          <a href="/password/forgot">{t('guest.forgot')}</a>
        </Buttons>
      </Form>
      {siege && <OtherWays view={view} minutes={siege.minutes} />}
      <div class="quiet aside">
        <p>{t('login.gotInvite')}</p>
        <p>{t('login.noAccount')}</p>
      </div>
    </GuestPage>
  )
}

// The same page, status and work for every address, real or not.
function lockedPage(visit: Visit, email: string, status = 422): Response {
  const view = visit.view()
  const { t } = view
  return visit.page(
    <GuestPage view={view} title={t('locked.h1')}>
      <p>{t('locked.body')}</p>
      <p>{t('locked.how')}</p>
      <Form view={view} action="/password/forgot" hidden={{ email, step: 'ask' }}>
        <Buttons>
          <Button>{t('locked.cta')}</Button>
          <LinkButton href="/login">{t('act.back')}</LinkButton>
        </Buttons>
      </Form>
      <div class="quiet">
        <p>{t('locked.notYou')}</p>
        <p>
          <Support view={view} />
        </p>
      </div>
    </GuestPage>,
    status,
  )
}

function identityPage(visit: SignedIn, next: string, errors: Errors, status = 200): Response {
  const view = visit.view()
  const { t } = view
  return visit.page(
    <GuestPage view={view} title={t('sec.confirmPw.h1')} lead={t('sec.confirmPw.p')} errors={errors}>
      <Form view={view} action="/identity" hidden={{ next: ownPath(next, homeOf(visit.session)) }}>
        <input
          type="email"
          name="username"
          autocomplete="username"
          value={visit.session.email}
          readonly
          hidden
        />
        <PasswordField
          view={view}
          name="currentPassword"
          label={t('sec.currentPw')}
          show={t('login.showPw')}
          hide={t('login.hidePw')}
          autocomplete="current-password"
          errors={errors}
        />
        <Buttons>
          <Button>{t('act.continue')}</Button>
          <LinkButton href={homeOf(visit.session)}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </GuestPage>,
    status,
  )
}

// What the answer says must not be told by when it comes: fast refusals wait for the slow ones.
async function untilFloor(arrived: number, floorMs: number): Promise<void> {
  if (floorMs === 0) return
  const left = floorMs + Math.random() * 20 - (performance.now() - arrived)
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
}
