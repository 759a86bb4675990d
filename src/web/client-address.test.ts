import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addressBucket, clientAddress, parseTrustedProxies } from './client-address.ts'

const nobody = parseTrustedProxies('')
const inside = parseTrustedProxies('10.0.0.0/8, ::1 127.0.0.1,fd00::/8')

test('without trusted proxies the header is not heard', () => {
  assert.equal(clientAddress('203.0.113.5', '1.1.1.1', nobody), '203.0.113.5')
  assert.equal(clientAddress('127.0.0.1', '1.1.1.1', nobody), '127.0.0.1')
  assert.equal(clientAddress('203.0.113.5', undefined, inside), '203.0.113.5')
})

test('a stranger cannot say who he is', () => {
  assert.equal(clientAddress('203.0.113.5', '10.0.0.1', inside), '203.0.113.5')
  assert.equal(clientAddress('203.0.113.5', '127.0.0.1, ::1', inside), '203.0.113.5')
})

test('a trusted proxy is believed about the caller before it', () => {
  assert.equal(clientAddress('10.0.0.2', '203.0.113.5', inside), '203.0.113.5')
  assert.equal(clientAddress('::1', ' 2001:DB8:0:0::5 ', inside), '2001:db8::5')
  assert.equal(clientAddress('::ffff:10.0.0.2', '203.0.113.5', inside), '203.0.113.5')
  assert.equal(clientAddress('::ffff:a00:2', '::ffff:203.0.113.5', inside), '203.0.113.5')
})

test('what the caller wrote before the proxy added his address is not believed', () => {
  assert.equal(clientAddress('10.0.0.2', '1.1.1.1, 203.0.113.5', inside), '203.0.113.5')
  assert.equal(clientAddress('10.0.0.2', '127.0.0.1, 10.0.0.1, 203.0.113.5, 10.0.0.9', inside), '203.0.113.5')
  assert.equal(clientAddress('10.0.0.2', '<script>, 203.0.113.5', inside), '203.0.113.5')
})

test('a part that is no address ends the walk at the last believed one', () => {
  const broken =
    'unknown|_hidden|999.1.1.1|1.2.3|01.2.3.4|1.2.3.4.5|[::1|for=1.1.1.1||1.1.1.1;x|2001:db8::g|1.1.1.1:99x'
  for (const part of broken.split('|')) {
    assert.equal(clientAddress('10.0.0.2', `1.1.1.1, ${part}, 10.0.0.3`, inside), '10.0.0.3', part)
    assert.equal(clientAddress('10.0.0.2', part, inside), '10.0.0.2', part)
  }
})

test('when every hop is a trusted proxy the farthest one is the caller', () => {
  assert.equal(clientAddress('10.0.0.2', '10.0.0.7, 10.0.0.3', inside), '10.0.0.7')
})

test('a port after the address does not matter', () => {
  assert.equal(clientAddress('10.0.0.2', '203.0.113.5:51234', inside), '203.0.113.5')
  assert.equal(clientAddress('10.0.0.2', '[2001:db8::5]:443', inside), '2001:db8::5')
  assert.equal(clientAddress('10.0.0.2', '[2001:db8::5]', inside), '2001:db8::5')
})

test('a remote that is no address is returned as it is and trusts nobody', () => {
  assert.equal(clientAddress('', '1.1.1.1', inside), '')
})

test('the list of proxies takes addresses and networks of both families, and IPv4 written inside IPv6', () => {
  const mixed = parseTrustedProxies('  192.168.1.7/24,\n::ffff:10.0.0.0/104  2001:db8::/32 ')
  for (const address of [
    '192.168.1.200',
    '10.200.0.1',
    '::ffff:192.168.1.1',
    '2001:DB8:1::2',
    '2001:db8::1%eth0',
  ]) {
    assert.equal(mixed.trusts(address), true, address)
  }
  for (const address of ['192.168.2.1', '11.0.0.1', '2001:db9::1', '', 'localhost', '10.0.0']) {
    assert.equal(mixed.trusts(address), false, address)
  }
})

test('an IPv6 network never covers IPv4 callers', () => {
  assert.equal(parseTrustedProxies('::/0').trusts('203.0.113.5'), false)
  assert.equal(parseTrustedProxies('::/64').trusts('203.0.113.5'), false)
  assert.equal(parseTrustedProxies('0.0.0.0/0').trusts('2001:db8::1'), false)
  assert.equal(parseTrustedProxies('0.0.0.0/0').trusts('203.0.113.5'), true)
})

test('a list that cannot be read is refused with the part that is wrong', () => {
  for (const part of [
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0/8',
    '::1/129',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
  ]) {
    assert.throws(() => parseTrustedProxies(`127.0.0.1, ${part}`), { message: new RegExp(`«${part}»`) }, part)
  }
  assert.throws(() => parseTrustedProxies('::ffff:10.0.0.0/90'), /10\.0\.0\.0\/90/)
})

test('limits count an IPv4 address alone and an IPv6 address by its /64', () => {
  const buckets: [string, string][] = [
    ['203.0.113.5', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['2001:db8:0:1::', '2001:db8:0:1::/64'],
    ['::1', '::/64'],
    ['::', '::/64'],
    ['64:ff9b::203.0.113.5', '64:ff9b::/64'],
    ['1::5:6:7:8', '1::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['', ''],
    ['unknown', 'unknown'],
  ]
  for (const [address, bucket] of buckets) assert.equal(addressBucket(address), bucket, address)
})

test('no remote and no header make it throw, and two addresses share a bucket exactly when they share 64 bits', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), fc.string(), (remote, header) => {
      clientAddress(remote, header, inside)
      addressBucket(remote)
    }),
  )
  const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16))
  fc.assert(
    fc.property(fc.array(group, { minLength: 12, maxLength: 12 }), (groups) => {
      const net = [`2${groups[0]?.padStart(3, '0').slice(-3)}`, ...groups.slice(1, 4)]
      const one = addressBucket([...net, ...groups.slice(4, 8)].join(':'))
      assert.equal(one, addressBucket([...net, ...groups.slice(8, 12)].join(':')))
      const other = [...net.slice(0, 3), net[3] === '0' ? '1' : '0', ...groups.slice(4, 8)]
      assert.notEqual(one, addressBucket(other.join(':')))
    }),
  )
})
