export { readCameraFile, writeCameraFile } from '@fantascope/film';
