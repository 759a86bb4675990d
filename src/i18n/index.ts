export { DEFAULT_LANG, isLang, LANGS, type Lang } from './lang.ts'
export type { Key, Messages } from './keys.ts'
export { type ArgsOf, type PlainKey, type T, translator } from './translator.ts'
export { operatorNames, type World, worldOf } from './world.ts'
