/** The demo world's stations, prices, and the retailer's details on papers. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { Seller } from '../products/seller.ts'
import { makeBin } from '../values/bin.ts'

/** Made up, with control digits that fit: the pages check them. */
const SELLER: Seller = {
  name: { ru: 'ТОО «PetroRetail»', kk: '«PetroRetail» ЖШС', en: 'PetroRetail LLP' },
  address: {
    ru: 'г. Астана, пр. Мәңгілік Ел, 17',
    kk: 'Астана қ., Мәңгілік Ел даңғ., 17',
    en: '17 Mangilik El Avenue, Astana',
  },
  bin: makeBin('05014000321')!,
  iik: 'KZ86125KZT5004100100',
  bank: 'АО «Демо Банк»',
  bik: 'DEMOKZKA',
  kbe: '17',
  knp: '710',
  director: 'Сейтов Д. А.',
  accountant: 'Әбенова Г. Қ.',
}

/** Tiyn a litre. */
const PRICES: Partial<Record<Product, bigint>> = {
  AI92: 23_900n,
  AI95: 31_200n,
  AI98: 34_500n,
  DT: 33_000n,
  DTZ: 36_500n,
  LPG: 10_500n,
}
const DEARER_SOON: Partial<Record<Product, bigint>> = { AI95: 31_900n }

const PETROL: Product[] = ['AI92', 'AI95', 'AI98', 'DT', 'DTZ']

const STATIONS: {
  number: string
  name: string
  nameKk: string
  city: string
  address: string
  at: [number, number]
  hours?: string
  products: Product[]
}[] = [
  {
    number: '001',
    name: 'АЗС «Мәңгілік Ел»',
    nameKk: '«Мәңгілік Ел» ЖҚС',
    city: 'Астана',
    address: 'пр. Мәңгілік Ел, 42',
    at: [51.09013, 71.41805],
    products: PETROL,
  },
  {
    number: '002',
    name: 'АЗС «Сарыарқа»',
    nameKk: '«Сарыарқа» ЖҚС',
    city: 'Астана',
    address: 'пр. Сарыарқа, 3/1',
    at: [51.17112, 71.40211],
    products: [...PETROL, 'LPG'],
  },
  {
    number: '014',
    name: 'АЗС «Саяхат»',
    nameKk: '«Саяхат» ЖҚС',
    city: 'Алматы',
    address: 'пр. Райымбека, 210',
    at: [43.27541, 76.95712],
    products: PETROL,
  },
  {
    number: '015',
    name: 'АЗС «Медеу»',
    nameKk: '«Медеу» ЖҚС',
    city: 'Алматы',
    address: 'ул. Горная, 8',
    at: [43.22817, 76.97864],
    hours: '07:00–23:00',
    products: ['AI92', 'AI95', 'AI98'],
  },
  {
    number: '031',
    name: 'АГЗС «Теміртау»',
    nameKk: '«Теміртау» АГҚС',
    city: 'Темиртау',
    address: 'шоссе Караганда – Темиртау, 12-й км',
    at: [50.01244, 72.99561],
    products: ['LPG'],
  },
  {
    number: '032',
    name: 'АЗС «Қарағанды»',
    nameKk: '«Қарағанды» ЖҚС',
    city: 'Караганда',
    address: 'пр. Бұқар жырау, 77',
    at: [49.80721, 73.08563],
    products: [...PETROL, 'LPG'],
  },
]

export async function addNetwork(tx: Tx): Promise<void> {
  await sql`insert into seller (details) values (${JSON.stringify(SELLER)}::jsonb)`.execute(tx)
  await addPrices(tx, PRICES, '-30 days')
  await addPrices(tx, DEARER_SOON, '3 days')
  for (const station of STATIONS) {
    await sql`
      with made as (
        insert into station (number, name, name_kk, city, address, latitude, longitude, hours)
        values (${station.number}, ${station.name}, ${station.nameKk}, ${station.city}, ${station.address}, ${station.at[0]}, ${station.at[1]}, ${station.hours ?? ''})
        returning id)
      insert into station_product (station_id, product) select id, unnest(${station.products}::text[]) from made`.execute(
      tx,
    )
  }
}

async function addPrices(tx: Tx, prices: Partial<Record<Product, bigint>>, from: string): Promise<void> {
  await sql`
    insert into price (product, tiyn_per_l, starts_at)
    select product, tiyn_per_l, date_trunc('hour', now()) + ${from}::interval
    from unnest(${Object.keys(prices)}::text[], ${Object.values(prices)}::bigint[]) as p (product, tiyn_per_l)`.execute(
    tx,
  )
}
