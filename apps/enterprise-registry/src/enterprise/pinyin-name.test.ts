import { describe, expect, it } from '@jest/globals';
import { pinyinOf } from './pinyin-name.js';

describe('the pinyin of a name', () => {
  it.each([
    ['苏州银行股份有限公司', 'suzhouyinhanggufenyouxiangongsi', 'szyhgfyxgs'],
    [
      '常熟开关制造有限公司（原常熟开关厂）',
      'changshukaiguanzhizaoyouxiangongsiyuanchangshukaiguanchang',
      'cskgzzyxgsycskgc',
    ],
    ['重庆路商行', 'chongqinglushanghang', 'cqlsh'],
    ['ＡＢＣ电子3号', 'abcdianzi3hao', 'abcdz3h'],
    ['吕氏女装', 'lvshinvzhuang', 'lsnz'],
    ['', '', ''],
  ])('of %s', (name, pinyin, initials) => {
    expect(pinyinOf(name)).toEqual({ pinyin, initials });
  });
});
