/** The rest of a profile's page: who was given its limits, another name, the archive. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { Button, Buttons, DataTable, Form, LinkButton, Panel, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { SCOPE_WORDS } from './limit-words.ts'
import { LONGEST_NAME } from './profiles.ts'
import type { Subject } from './read-limits.ts'
import type { Scope } from './rules.ts'
import { MOST_CARDS } from './set-limits.ts'

export type Given = {
  scope: Exclude<Scope, 'profile'>
  name: string
  /** Of a card. */
  number: bigint | null
  /** The profile has changed since. */
  older: boolean
}

/** Whose limits are those of a profile, cards first; as many as one change of many cards takes. */
export async function listGiven(db: Queries, clientId: string, profileId: string): Promise<Given[]> {
  const { rows } = await sql<Given>`
    select s.scope, c.number, s.profile_no < p.no as older,
      coalesce(c.number || case c.last_four when '' then '' else ' ·' || c.last_four end, k.number, g.name, d.name, v.plate) as name
    from limit_set s
      join limit_set p on p.client_id = s.client_id and p.id = s.profile_id
      left join card c on c.client_id = s.client_id and c.id = s.card_id
      left join contract k on k.client_id = s.client_id and k.id = s.contract_id
      left join card_group g on g.client_id = s.client_id and g.id = s.group_id
      left join driver d on d.client_id = s.client_id and d.id = s.driver_id
      left join vehicle v on v.client_id = s.client_id and v.id = s.vehicle_id
    where s.client_id = ${clientId} and s.profile_id = ${profileId} and c.closed_at is null
    order by s.scope <> 'card', c.number, s.scope, name limit ${MOST_CARDS}`.execute(db)
  return rows
}

export function ProfilePanels({
  view,
  profile,
  given,
  name,
  errors,
}: {
  view: View
  profile: Subject
  given: readonly Given[]
  /** What was typed as another name. */
  name: string
  errors: Errors
}) {
  const { t } = view
  const path = `/app/limits/profile/${profile.id}`
  const older = given.flatMap((one) => (one.older && one.number !== null ? [String(one.number)] : []))
  return (
    <>
      <Panel title={t('limits.profile.given')}>
        {given.length === 0 ? (
          <p>{t('limits.profile.givenNone')}</p>
        ) : (
          <DataTable<Given>
            view={view}
            caption={t('limits.profile.given')}
            rows={given}
            columns={[
              {
                label: t('limits.col.whose'),
                lead: true,
                cell: (one) =>
                  one.number === null ? (
                    one.name
                  ) : (
                    <a class="digits" href={`/app/cards/${one.number}/limits`}>
                      {one.name}
                    </a>
                  ),
              },
              { label: t('limits.col.kind'), cell: ({ scope }) => t(SCOPE_WORDS[scope]) },
              {
                label: t('limits.profile.edition'),
                cell: (one) => t(one.older ? 'limits.profile.older' : 'limits.profile.current'),
              },
            ]}
          />
        )}
        {older.length > 0 && (
          <Buttons>
            <LinkButton
              href={`/app/cards/limits?${new URLSearchParams({ ids: older.join(','), copy: profile.name })}`}
            >
              {t('limits.profile.giveAgain', { n: older.length })}
            </LinkButton>
          </Buttons>
        )}
      </Panel>
      <Panel title={t('limits.profile.rename')}>
        <Form view={view} action={`${path}/name`}>
          <TextField
            view={view}
            name="name"
            label={t('limits.profile.name')}
            value={name || profile.name}
            maxlength={LONGEST_NAME}
            errors={errors}
          />
          <Buttons>
            <Button tone="secondary">{t('limits.profile.rename.do')}</Button>
          </Buttons>
        </Form>
      </Panel>
      <Panel title={t('limits.profile.archive')}>
        <p>{t('limits.profile.archive.p')}</p>
        <Form view={view} action={`${path}/archive`}>
          <Buttons>
            <Button tone="secondary">{t('limits.profile.archive.do')}</Button>
          </Buttons>
        </Form>
      </Panel>
    </>
  )
}
