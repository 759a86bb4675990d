/**
 * A card's PIN is kept as argon2id over an HMAC whose key is the vault's: a copy of the database alone cannot try the ten
 * thousand PINs there are. With the vault it could, at any cost of argon2id a till would wait for, so that is low.
 */
import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { parsePin } from '../coupons/pin.ts'
import type { Vault } from '../vault.ts'

/** 4 MiB, one pass: a few milliseconds of a refuel that was typed by hand. */
const COSTS = { memoryCost: 4096, timeCost: 1, parallelism: 1, outputLen: 32 } as const

/** What the database keeps of a PIN. */
export function hashPin(vault: Vault, cardId: string, pin: string): Promise<string> {
  return hash(peppered(vault, cardId, pin), COSTS)
}

/** Whether a PIN is the one that was hashed. */
export function isPin(vault: Vault, cardId: string, pin: string, phc: string): Promise<boolean> {
  return verify(phc, peppered(vault, cardId, pin))
}

/** A PIN nobody chose: four digits, none that everybody tries first. */
export function drawPin(): string {
  for (;;) {
    const pin = randomInt(10_000).toString().padStart(4, '0')
    if (parsePin(pin).ok) return pin
  }
}

function peppered(vault: Vault, cardId: string, pin: string): string {
  return vault.mac('card-pin', `${cardId}:${pin}`).toString('base64')
}
