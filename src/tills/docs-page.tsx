/** /api/docs: what tills may call, to read and to link to; made from the description that programs read. */
import type { Visit } from '../accounts/visit.ts'
import type { ApiRoute } from '../web/api.ts'
import { type Described, describeCalls, type Schema } from '../web/api-description.ts'
import { type Column, DataTable, GuestPage } from '../web/parts/index.ts'
import { problemTitle, PROBLEM_CODES, problemStatus } from '../web/problem.ts'
import type { View } from '../web/view.ts'
import { DECLINES } from './decline.ts'
import { wordsIn } from './words.ts'

export function showDocs(visit: Visit, calls: readonly ApiRoute[]): Response {
  const view = visit.view()
  const { t } = view
  const { paths, components } = describeCalls(calls, visit.app.config.publicUrl.origin)
  return visit.page(
    <GuestPage view={view} title={t('api.docs.title')} width="wide">
      <p class="lead">{t('api.docs.lead')}</p>
      <p>
        <a href="/api/openapi.json">openapi.json</a>
      </p>
      {Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, call]) => (
          <Call view={view} name={`${method.toUpperCase()} ${path}`} call={call} />
        )),
      )}
      <h2>{t('api.docs.forms')}</h2>
      {Object.entries(components.schemas).map(([name, schema]) => (
        <section id={name}>
          <h3>
            <code>{name}</code>
          </h3>
          <Form view={view} name={name} schema={schema} />
        </section>
      ))}
      <h2 id="reasons">{t('api.docs.reasons')}</h2>
      <Reasons view={view} />
      <h2 id="problems">{t('api.docs.problems')}</h2>
      <Problems view={view} />
    </GuestPage>,
  )
}

function Call({ view, name, call }: { view: View; name: string; call: Described }) {
  const body = call.requestBody?.content['application/json'].schema
  const answer = call.responses['200']!.content['application/json']!.schema
  return (
    <section id={call.operationId}>
      <h2>
        <code>{name}</code>
      </h2>
      <p lang="en">
        {call.summary}. {call.description}
      </p>
      {body && <Form view={view} name={name} schema={body} />}
      <p>
        {view.t('api.docs.answer')}: <Type schema={answer} />
      </p>
    </section>
  )
}

type FieldRow = { name: string; required: boolean; schema: Schema }

function Form({ view, name, schema }: { view: View; name: string; schema: Schema }) {
  const { t } = view
  if (!schema.properties)
    return (
      <p lang="en">
        <Type schema={schema} /> {schema.description}
      </p>
    )
  const rows = Object.entries(schema.properties).map(([name, field]) => ({
    name,
    required: schema.required?.includes(name) ?? false,
    schema: field,
  }))
  const columns: Column<FieldRow>[] = [
    { label: t('api.docs.field'), lead: true, long: true, cell: ({ name }) => <code>{name}</code> },
    { label: t('api.docs.type'), long: true, cell: ({ schema }) => <Type schema={schema} /> },
    { label: t('api.docs.required'), cell: ({ required }) => t(required ? 'act.yes' : 'act.no') },
    { label: t('api.docs.meaning'), cell: ({ schema }) => <span lang="en">{schema.description}</span> },
  ]
  return (
    <>
      {schema.description && <p lang="en">{schema.description}</p>}
      <DataTable view={view} caption={name} columns={columns} rows={rows} />
    </>
  )
}

function Type({ schema }: { schema: Schema }) {
  const one = schema.$ref?.split('/').at(-1)
  if (one) return <a href={`#${one}`}>{one}</a>
  const some = schema.oneOf ?? schema.anyOf ?? schema.allOf
  if (some)
    return (
      <>
        {some.map((schema, at) => (
          <>
            {at > 0 && ' | '}
            <Type schema={schema} />
          </>
        ))}
      </>
    )
  if (schema.items)
    return (
      <>
        [<Type schema={schema.items} />]
      </>
    )
  return <code>{typeName(schema)}</code>
}

function typeName(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.join(' | ')
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`
  return schema.format ?? schema.type ?? 'any'
}

function Reasons({ view }: { view: View }) {
  const { t } = view
  const words = (reason: (typeof DECLINES)[number]) =>
    wordsIn(
      t,
      {
        ...{ outcome: 'declined', of: 'coupon', operationId: null, reason, state: null, replayed: false },
        ...{ product: 'AI95', remainingMl: 12_500n },
        facts: {
          on: '2026-11-25',
          asked: 'AI92',
          plate: '123ABC02',
          triesLeft: 2,
          allowedMl: 5000,
          stations: ['№ 7'],
        },
      },
      view.support.phone,
    ).cashier
  const columns: Column<(typeof DECLINES)[number]>[] = [
    { label: 'reason', lead: true, long: true, cell: (reason) => <code>{reason}</code> },
    { label: 'message', cell: words },
  ]
  return <DataTable view={view} caption={t('api.docs.reasons')} columns={columns} rows={DECLINES} />
}

function Problems({ view }: { view: View }) {
  const { t } = view
  const columns: Column<(typeof PROBLEM_CODES)[number]>[] = [
    { label: 'code', lead: true, long: true, cell: (code) => <code id={code}>{code}</code> },
    { label: 'status', number: true, cell: (code) => problemStatus(code) },
    { label: 'title', cell: (code) => t(problemTitle(code)) },
  ]
  return <DataTable view={view} caption={t('api.docs.problems')} columns={columns} rows={PROBLEM_CODES} />
}
