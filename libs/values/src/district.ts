/** A 板块 of Suzhou: one of the ten districts of the plan (cultivation-talent.md §1.3). */
export interface District {
  /** GB/T 2260 code, or the statistical code where there is none (320571). */
  code: string;
  name: string;
  kind: 'countyLevelCity' | 'district' | 'zone';
  /** Positions 3–8 of credit codes registered here, past ones included. */
  registryPrefixes: readonly string[];
  /** Names that an address of this district carries. */
  addressNames: readonly string[];
}

/** 苏州市: registers enterprises itself, but is no district; where such an enterprise is, its address says. */
export const CITY_CODE = '320500';

export const DISTRICTS: readonly District[] = [
  {
    code: '320582',
    name: '张家港市',
    kind: 'countyLevelCity',
    registryPrefixes: ['320582', '320592'],
    addressNames: ['张家港'],
  },
  {
    code: '320581',
    name: '常熟市',
    kind: 'countyLevelCity',
    registryPrefixes: ['320581'],
    addressNames: ['常熟'],
  },
  {
    code: '320585',
    name: '太仓市',
    kind: 'countyLevelCity',
    registryPrefixes: ['320585'],
    addressNames: ['太仓'],
  },
  {
    code: '320583',
    name: '昆山市',
    kind: 'countyLevelCity',
    registryPrefixes: ['320583'],
    addressNames: ['昆山'],
  },
  {
    code: '320509',
    name: '吴江区',
    kind: 'district',
    registryPrefixes: ['320509', '320584'],
    addressNames: ['吴江'],
  },
  { code: '320506', name: '吴中区', kind: 'district', registryPrefixes: ['320506'], addressNames: ['吴中'] },
  { code: '320507', name: '相城区', kind: 'district', registryPrefixes: ['320507'], addressNames: ['相城'] },
  {
    code: '320508',
    name: '姑苏区',
    kind: 'district',
    registryPrefixes: ['320508', '320502', '320503', '320504'],
    addressNames: ['姑苏', '平江区', '沧浪区', '金阊区'],
  },
  {
    code: '320571',
    name: '苏州工业园区',
    kind: 'zone',
    registryPrefixes: ['320594'],
    addressNames: ['苏州工业园区', '苏州新加坡工业园'],
  },
  {
    code: '320505',
    name: '苏州高新区',
    kind: 'zone',
    registryPrefixes: ['320505'],
    addressNames: ['苏州高新区', '虎丘区', '苏州新区', '苏州市新区', '苏州市高新区'],
  },
];

const BY_CODE = new Map(DISTRICTS.map((district) => [district.code, district]));
const BY_PREFIX = new Map(
  DISTRICTS.flatMap((district) => district.registryPrefixes.map((prefix) => [prefix, district] as const)),
);
// A street may be named after a district it does not lie in (苏州市吴中西路), so a street's name proves nothing.
const NAMED_IN_ADDRESS = DISTRICTS.map((district) => ({
  district,
  pattern: new RegExp(`(?:${district.addressNames.join('|')})(?![东西南北中]?[路街巷弄]|大道)`),
}));

/** One of the ten districts; undefined for any other code, {@link CITY_CODE} included. */
export function findDistrict(code: string): District | undefined {
  return BY_CODE.get(code);
}

/** The district a registry prefix points to. The city's own registry (320500) points to none: there the address decides. */
export function districtOfPrefix(prefix: string): District | undefined {
  return BY_PREFIX.get(prefix);
}

/** The district whose name comes first in the address; undefined when the address names none. */
export function districtOfAddress(address: string): District | undefined {
  let found: District | undefined;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { district, pattern } of NAMED_IN_ADDRESS) {
    const at = address.search(pattern);
    if (at >= 0 && at < earliest) {
      earliest = at;
      found = district;
    }
  }
  return found;
}

export type DistrictWarning = 'WARN_DISTRICT_MISMATCH' | 'WARN_DISTRICT_UNKNOWN';

/**
 * Where an enterprise is, from the prefix of its credit code and its address (cultivation-talent.md §1.3). The address is followed,
 * since the prefix only says where the code was given out. Never silent: WARN_DISTRICT_MISMATCH when the two name different
 * districts, WARN_DISTRICT_UNKNOWN when neither names one. The district stays an attribute that a person declares and verifies.
 */
export function proposeDistrict(
  registryPrefix: string,
  address: string,
): { district: District | undefined; warning?: DistrictWarning } {
  const byPrefix = districtOfPrefix(registryPrefix);
  const byAddress = districtOfAddress(address);
  const district = byAddress ?? byPrefix;
  if (!district) return { district, warning: 'WARN_DISTRICT_UNKNOWN' };
  return byPrefix && byPrefix.code !== district.code
    ? { district, warning: 'WARN_DISTRICT_MISMATCH' }
    : { district };
}
