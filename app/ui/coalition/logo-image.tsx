/** A coalition's logo, small and ready as it is. */
export const LogoImage = ({ alt, src }: { alt: string; src: string }) => (
  // biome-ignore lint/performance/noImgElement: the picture is one small PNG of ours, and the image optimiser is off (WE-08).
  <img className="logo" src={src} alt={alt} />
);
