import { useEffect, useState } from 'react';

/** Whether Alt is held. A window that loses its focus lets go of it: its keyup is never heard. */
export function useAltHeld(): boolean {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Alt') return;
      // Some browsers open their menu for a lone Alt.
      event.preventDefault();
      setIsHeld(event.type === 'keydown');
    };
    const letGo = () => setIsHeld(false);
    addEventListener('keydown', hear);
    addEventListener('keyup', hear);
    addEventListener('blur', letGo);
    return () => {
      removeEventListener('keydown', hear);
      removeEventListener('keyup', hear);
      removeEventListener('blur', letGo);
    };
  }, []);
  return isHeld;
}
