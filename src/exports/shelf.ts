/**
 * Where files lie that a worker has made and nobody has taken yet: a folder of `DATA_DIR`, which the processes of the product
 * share. Its files have names by chance, are readable by the product alone, and are gone when no row names them.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { Config } from '../config.ts'
import { randomToken } from '../secrets.ts'

type Place = Pick<Config, 'dataDir'>

const NAME = /^[\w-]{43}$/

/** A name no other file has. A row names a file before it is begun: one without a row belongs to nobody. */
export function newShelfName(): string {
  return randomToken()
}

/** Writes a file as its bytes come; when this returns it is on the disk, whole. Answers with its size in bytes. */
export async function putOnShelf(
  place: Place,
  name: string,
  bytes: ReadableStream<Uint8Array>,
): Promise<number> {
  await mkdir(shelfOf(place), { recursive: true, mode: 0o700 })
  const file = createWriteStream(pathOf(place, name), { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(Readable.fromWeb(bytes as NodeStream), file)
  return file.bytesWritten
}

/** The bytes of a file, read as they are wanted; undefined when it is not there. */
export async function readFromShelf(
  place: Place,
  name: string,
): Promise<ReadableStream<Uint8Array> | undefined> {
  try {
    const file = await open(pathOf(place, name))
    return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Removes a file, whole or half; gone already is as good. */
export async function takeOffShelf(place: Place, name: string): Promise<void> {
  await rm(pathOf(place, name), { force: true })
}

/** The names of all files there are. */
export async function listShelf(place: Place): Promise<string[]> {
  try {
    return (await readdir(shelfOf(place))).filter((name) => NAME.test(name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function shelfOf({ dataDir }: Place): string {
  return join(dataDir, 'exports')
}

function pathOf(place: Place, name: string): string {
  if (!NAME.test(name)) throw new Error(`«${name}» is no name of a file on the shelf`)
  return join(shelfOf(place), name)
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
