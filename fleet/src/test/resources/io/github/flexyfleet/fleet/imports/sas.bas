Rem connection without a block of variables
CLS
ONTIMER 1, "goto PushAll"
TSET 1, 60
ONTIMER 2, "goto SendChanged"
every% = 5
TSET 2, every%
ONTIMER 3, "goto CallHome"
TSET 3, 7
MQTT "OPEN", "pump-7", "plant.azure-devices.net"
MQTT "SETPARAM", "PORT", "8883"
MQTT "SETPARAM", "USERNAME", "plant.azure-devices.net/pump-7/?api-version=2018-06-30"
MQTT "SETPARAM", "PASSWORD", "SharedAccessSignature sr=plant.azure-devices.net&sig=canary-signature%3D&se=1893456000"
MQTT "CONNECT"
backup$ = "HostName=plant.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=canary-key"
PushAll:
FOR i% = 0 TO 9
g$ = GETSYS TAG,"IVGROUPA"
NEXT i%
END
