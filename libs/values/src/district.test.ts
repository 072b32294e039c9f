import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CITY_CODE,
  DISTRICTS,
  districtOfAddress,
  districtOfPrefix,
  findDistrict,
  proposeDistrict,
} from './district.js';

describe('the districts', () => {
  // cultivation-talent.md §1.3
  it.each([
    ['320582', '张家港市', ['320582', '320592']],
    ['320581', '常熟市', ['320581']],
    ['320585', '太仓市', ['320585']],
    ['320583', '昆山市', ['320583']],
    ['320509', '吴江区', ['320509', '320584']],
    ['320506', '吴中区', ['320506']],
    ['320507', '相城区', ['320507']],
    ['320508', '姑苏区', ['320508', '320502', '320503', '320504']],
    ['320571', '苏州工业园区', ['320594']],
    ['320505', '苏州高新区', ['320505']],
  ])('%s is %s, and its registries give out codes with %j', (code, name, prefixes) => {
    expect(findDistrict(code)?.name).toBe(name);
    expect(prefixes.map((prefix) => districtOfPrefix(prefix)?.code)).toEqual(prefixes.map(() => code));
    expect(findDistrict(code)?.registryPrefixes).toEqual(prefixes);
  });

  it('are the ten of the plan', () => {
    expect(DISTRICTS).toHaveLength(10);
    expect(new Set(DISTRICTS.map(({ code }) => code)).size).toBe(10);
  });

  it('share no registry prefix and no name in an address', () => {
    for (const names of ['registryPrefixes', 'addressNames'] as const) {
      const all = DISTRICTS.flatMap((district) => district[names]);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('do not include the city, the statistical code as a prefix, or anything else', () => {
    expect(findDistrict(CITY_CODE)).toBeUndefined();
    for (const prefix of [CITY_CODE, '320571', '320000', '310115', '', 'constructor'])
      expect(districtOfPrefix(prefix)).toBeUndefined();
  });
});

describe('the district of an address', () => {
  it.each([
    ['张家港经济开发区悦丰大厦', '320582'],
    ['江苏省常熟市平桥街53号', '320581'],
    ['苏州市吴江区松陵镇', '320509'],
    ['苏州工业园区苏州大道西205号', '320571'],
    ['昆山市高新区银淞路西侧', '320583'],
    ['苏州市高新区珠江路525号', '320505'],
    ['苏州市虎丘区狮山路', '320505'],
    ['苏州市沧浪区创业园联青分园(吴中东路北侧)', '320508'],
    ['苏州吴中经济开发区越溪街道吴中大道1368号', '320506'],
    ['太仓市城厢镇苏州路', '320585'],
  ])('%s lies in %s', (address, code) => {
    expect(districtOfAddress(address)?.code).toBe(code);
  });

  it.each(['苏州市阊胥路472号', '苏州市吴中西路909号', '苏州市相城大道1号', '', 'N/A'])(
    '%j names none, a street proves nothing',
    (address) => {
      expect(districtOfAddress(address)).toBeUndefined();
    },
  );
});

describe('proposing a district', () => {
  it.each([
    ['320581', '常熟市兴福街358号', '320581', undefined],
    ['320581', '海虞镇人民路66号', '320581', undefined],
    ['320500', '苏州市吴中区木渎镇', '320506', undefined],
    ['320584', '吴江松陵镇', '320509', undefined],
    ['320592', '张家港保税区', '320582', undefined],
    ['320508', '苏州市相城区太平街道', '320507', 'WARN_DISTRICT_MISMATCH'],
    ['320594', '苏州市吴中区甪直镇', '320506', 'WARN_DISTRICT_MISMATCH'],
    ['320500', '苏州市人民路378号', undefined, 'WARN_DISTRICT_UNKNOWN'],
    ['310115', '上海市浦东新区', undefined, 'WARN_DISTRICT_UNKNOWN'],
  ])('for prefix %s and address %s gives %s, warning %s', (prefix, address, code, warning) => {
    const proposed = proposeDistrict(prefix, address);
    expect([proposed.district?.code, proposed.warning]).toEqual([code, warning]);
  });

  it('never leaves a disagreement or a gap without a warning', () => {
    const prefix = fc.constantFrom(
      CITY_CODE,
      ...DISTRICTS.flatMap(({ registryPrefixes }) => registryPrefixes),
    );
    const address = fc.constantFrom(
      '',
      '人民路1号',
      ...DISTRICTS.flatMap(({ addressNames }) => addressNames),
    );
    fc.assert(
      fc.property(prefix, address, (registry, place) => {
        const [a, b] = [districtOfPrefix(registry), districtOfAddress(place)];
        const isSilent = proposeDistrict(registry, place).warning === undefined;
        expect(isSilent).toBe((a ?? b) !== undefined && (a ?? b) === (b ?? a));
      }),
    );
  });
});
