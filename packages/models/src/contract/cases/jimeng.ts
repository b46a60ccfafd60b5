import type { WireCase } from '../wire-case.ts';

const told = (data: object | null, code = 10000) => ({
  code,
  data,
  message: code === 10000 ? 'Success' : 'no',
  request_id: 'r1',
  status: code,
});
const jimeng = {
  wire: 'jimeng',
  baseUrl: 'https://visual.volcengineapi.com',
  accepted: told({ task_id: '7392616336519610409' }),
  running: told({ status: 'generating', video_url: '' }),
  succeeded: told({ aigc_meta_tagged: true, status: 'done', video_url: 'https://cdn.example.com/a.mp4' }),
  failed: told(null, 50516),
  strange: told({ status: 'pondering' }),
};

/** Jimeng's visual API as its documentation shows it. */
export const jimengCases: readonly WireCase[] = [
  { ...jimeng, name: 'camera templates', model: 'jimeng_i2v_recamera_v30' },
  { ...jimeng, name: 'from text', model: 'jimeng_t2v_v30' },
  {
    ...jimeng,
    name: 'pictures',
    model: 'jimeng_t2i_v40',
    succeeded: told({ status: 'done', image_urls: ['https://cdn.example.com/a.png'] }),
  },
];
